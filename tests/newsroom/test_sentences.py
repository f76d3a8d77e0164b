import pytest

from newsroom.sentences import sentence_of


@pytest.mark.parametrize(
    ("action", "detail", "sentence"),
    [
        ("article.publish", {"version": 14}, "Amina published “Rain”, version 14"),
        ("article.publish", {"version": 15, "change": "typo"}, "Amina published “Rain”, version 15, as typo"),
        ("article.send_back", {"version": 3}, "Amina sent back “Rain”, version 3"),
        ("article.restore", {"version": 5, "of": 3}, "Amina restored “Rain”, version 5, from version 3"),
        ("article.pin_related", {"story": "Dam"}, "Amina pinned “Dam” below “Rain”"),
        ("article.exclude_related", {"story": "Dam"}, "Amina banned “Dam” from the list below “Rain”"),
        ("article.release_related", {"story": "Dam"}, "Amina let go of “Dam” in the list below “Rain”"),
        ("article.arrange_related", {}, "Amina put the pins in order below “Rain”"),
        ("article.assign", {"assignee": "peter"}, "Amina assigned “Rain”, to peter"),
        ("article.assign", {"assignee": ""}, "Amina assigned “Rain”"),
        (
            "article.hold_back",
            {"version": 2, "reason": "Gone"},
            "Amina held back the scheduled change of “Rain”, version 2: Gone",
        ),
        (
            "topic.merge",
            {"into": "Rains", "stories": 3},
            "Amina merged the topic “Rain”, into Rains, with its stories: 3",
        ),
        (
            "user.roles",
            {"was": [], "now": ["Editor"]},
            "Amina changed the roles of the account “Rain”, from none to Editor",
        ),
        ("image.change", {"fields": ["Alt", "Credit"]}, "Amina changed the picture “Rain”: Alt, Credit"),
        ("account.factor_add", {"kind": "totp", "of": "an app"}, "Amina set up a second factor, an app"),
        ("thing.turn_over", {"times": 2}, "Amina turn over the thing “Rain”, times 2"),
    ],
)
def test_a_line_says_it_in_plain_words(action, detail, sentence):
    assert sentence_of(action, "Amina", "Rain", detail) == sentence


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("article.publish", "The site published “Rain”"),
        ("account.sign_in_failed", "A sign-in failed for Rain"),
        ("account.password_forgotten", "Somebody asked for a new password by mail"),
    ],
)
def test_a_line_of_nobody_says_so(action, sentence):
    assert sentence_of(action, "", "Rain", {}) == sentence
