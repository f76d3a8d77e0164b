import pytest

from articles.body.tables import with_figures_marked


def table(*cells, head="Price"):
    rows = "".join(f"<tr><td>Maize</td><td>{cell}</td></tr>" for cell in cells)
    return f'<table><thead><tr><th>What</th><th scope="col">{head}</th></tr></thead><tbody>{rows}</tbody></table>'


@pytest.mark.parametrize(
    "figures",
    [
        ("12", "1,200"),
        ("KSh 1,200", "Sh 80"),
        ("80–120 %", "&lt; 50 %"),
        ("3.2 km", "&gt; 8.0 km"),
        ("−4 °C", "+12 °C"),
        ("<strong>90</strong> kg", "—"),
        ("0.9", ""),
    ],
)
def test_a_column_of_figures_is_marked_with_its_head(figures):
    html = with_figures_marked(table(*figures))

    assert html.count('class="number"') == 3
    assert '<th scope="col" class="number">Price</th>' in html
    assert "<td>Maize</td>" in html


@pytest.mark.parametrize(
    "cells", [("12", "many"), ("", "—"), ("over 35", "under 20"), ("2026 was a dry year", "12")]
)
def test_a_column_with_words_is_not(cells):
    assert with_figures_marked(table(*cells)) == table(*cells)


def test_a_table_with_spanning_cells_is_left_as_it_is():
    html = '<table><tbody><tr><td colspan="2">1</td></tr><tr><td>2</td><td>3</td></tr></tbody></table>'

    assert with_figures_marked(html) == html


def test_the_words_around_a_table_stay():
    assert with_figures_marked(f"<p>1</p>\n{table('2')}\n<p>3</p>").startswith("<p>1</p>\n<table>")


def test_an_empty_table_is_no_trouble():
    assert with_figures_marked("<table></table>") == "<table></table>"
