import pytest
from django.test import RequestFactory

from newsroom import visitor


@pytest.mark.parametrize(
    ("proxies", "forwarded", "connection", "address"),
    [
        (0, "", "192.0.2.1", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9", "127.0.0.1", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "127.0.0.1", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 198.51.100.7", "127.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1", "192.0.2.1"),
        (1, "", "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9:4711", "127.0.0.1", "203.0.113.9"),
        (1, "2001:DB8::1", "127.0.0.1", "2001:db8::1"),
        (1, "<script>", "127.0.0.1", "unknown"),
        (0, "", "", "unknown"),
    ],
)
def test_the_visitor_is_whom_the_outermost_trusted_proxy_saw(
    settings, proxies, forwarded, connection, address
):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=connection, headers={"X-Forwarded-For": forwarded})

    assert visitor.address(request) == address


@pytest.mark.parametrize(
    ("connection", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("", "unknown"),
    ],
)
def test_one_household_is_one_network(connection, network):
    assert visitor.network(RequestFactory().get("/", REMOTE_ADDR=connection)) == network
