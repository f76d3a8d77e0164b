import pytest

from newsroom import sealing

OLD, NEW = "old" * 20, "new" * 20


def test_what_is_sealed_is_not_in_it_and_comes_out_again():
    kept = sealing.seal("JBSWY3DPEHPK3PXP", purpose="door")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert sealing.unseal(kept, purpose="door") == "JBSWY3DPEHPK3PXP"
    assert sealing.seal("JBSWY3DPEHPK3PXP", purpose="door") != kept


def test_what_was_kept_before_there_was_a_seal_is_taken_as_it_is():
    assert sealing.unseal("JBSWY3DPEHPK3PXP", purpose="door") == "JBSWY3DPEHPK3PXP"


def test_a_seal_opens_for_its_purpose_alone():
    kept = sealing.seal("secret", purpose="door")

    with pytest.raises(sealing.Unopened):
        sealing.unseal(kept, purpose="window")
    with pytest.raises(sealing.Unopened):
        sealing.unseal(f"{kept[:-1]}x", purpose="door")


def test_an_older_key_opens_while_it_is_a_fallback(settings):
    settings.SECRET_KEY = OLD
    kept = sealing.seal("secret", purpose="door")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert sealing.unseal(kept, purpose="door") == "secret"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(sealing.Unopened, match="fallbacks"):
        sealing.unseal(kept, purpose="door")
