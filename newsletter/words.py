"""What forms, pages and mails say, in each language that a newsletter can have."""

from datetime import time

from .languages import language_of

TEXTS: dict[str, dict[str, str]] = {
    # The form
    "consent": {
        "en": "By signing up you agree that {paper} keeps this address for these mails alone. Each mail has a link to "
        "leave.",
        "sw": "Kwa kujiandikisha unakubali kwamba {paper} ihifadhi anwani hii kwa ajili ya barua hizi pekee. Kila "
        "barua ina kiungo cha kujiondoa.",
    },
    "privacy": {"en": "Privacy", "sw": "Faragha"},
    "address": {"en": "Your e-mail address", "sw": "Anwani yako ya barua pepe"},
    "sign_up": {"en": "Sign up", "sw": "Jiandikishe"},
    "empty": {"en": "Leave this field empty", "sw": "Acha sehemu hii wazi"},
    "asks_once": {
        "en": "We write to you once, to ask whether it was really you.",
        "sw": "Tutakuandikia mara moja kukuuliza kama ni wewe kweli.",
    },
    # The page
    "newsletters": {"en": "Newsletters", "sw": "Barua za habari"},
    "lead": {
        "en": "Choose what should come. We send what you ticked and nothing else. No pixel counts whether "
        "you opened it.",
        "sw": "Chagua unachotaka kupokea. Tunatuma ulichochagua pekee. Hakuna kinachohesabu kama umeifungua "
        "barua.",
    },
    "choose": {"en": "Choose", "sw": "Chagua"},
    "where_to": {"en": "Where to?", "sw": "Tutume wapi?"},
    "language": {"en": "Language of our mails to you", "sw": "Lugha ya barua zetu kwako"},
    "already": {"en": "Already a reader?", "sw": "Unazipokea tayari?"},
    "no_passwords": {"en": "We keep no passwords.", "sw": "Hatuhifadhi manenosiri."},
    "mail_link": {"en": "Mail me my private link", "sw": "Nitumie kiungo changu binafsi"},
    "none": {"en": "There is no newsletter at present.", "sw": "Kwa sasa hakuna barua ya habari."},
    "choose_one": {"en": "Tick at least one newsletter.", "sw": "Chagua angalau barua moja."},
    "old_page": {
        "en": "This page had been open for a long time. Please press the button once more.",
        "sw": "Ukurasa huu ulikuwa wazi kwa muda mrefu. Tafadhali bonyeza kitufe tena.",
    },
    "disposable": {
        "en": "This address is one that is thrown away. Write one that you will still read next week.",
        "sw": "Anwani hii ni ya kutupwa. Andika anwani utakayoisoma hata wiki ijayo.",
    },
    "too_many": {
        "en": "There were many sign-ups from your network within an hour. Please try again later.",
        "sw": "Watu wengi wamejiandikisha kutoka mtandao wako ndani ya saa moja. Tafadhali jaribu tena "
        "baadaye.",
    },
    # After it
    "asked_title": {"en": "Look into your mailbox", "sw": "Angalia barua pepe yako"},
    "asked": {
        "en": "If we can write to this address, a mail is on its way to it. Open the link in it and press the button. "
        "Before you do, nothing comes.",
        "sw": "Ikiwa tunaweza kuandika kwa anwani hii, barua iko njiani. Fungua kiungo kilichomo na ubonyeze kitufe. "
        "Kabla ya hapo hakuna kitakachokuja.",
    },
    "not_there": {
        "en": "Nothing there after ten minutes? Look among the spam. We write to an address at most once a "
        "day.",
        "sw": "Hakuna kitu baada ya dakika kumi? Angalia kwenye barua taka. Tunaandikia anwani moja mara "
        "moja tu kwa siku.",
    },
    "link_title": {"en": "Your private link", "sw": "Kiungo chako binafsi"},
    "link_lead": {
        "en": "Behind it you change what comes, pause, leave, or take your data along. If this address gets our "
        "newsletters, we mail the link to it.",
        "sw": "Kupitia kiungo hicho unabadilisha kinachokuja, unasimamisha kwa muda, unajiondoa au unachukua data "
        "yako. Ikiwa anwani hii inapokea barua zetu, tutaitumia kiungo.",
    },
    "send_link": {"en": "Send me the link", "sw": "Nitumie kiungo"},
    "bad_title": {"en": "This link does not work", "sw": "Kiungo hiki hakifanyi kazi"},
    "bad_link": {
        "en": "It is too old, or a letter of it was lost on the way. Nothing has changed. You can have "
        "another one mailed.",
        "sw": "Ni cha zamani mno, au herufi yake imepotea njiani. Hakuna kilichobadilika. Unaweza kutumiwa "
        "kingine.",
    },
    # Confirming
    "confirm_title": {"en": "Shall this come to you?", "sw": "Je, hii ije kwako?"},
    "confirm_for": {"en": "For {address}", "sw": "Kwa {address}"},
    "confirm": {"en": "Yes, send it to me", "sw": "Ndiyo, nitumie"},
    "confirm_not_you": {
        "en": "If it was not you who asked for it, close this page. Nothing will come.",
        "sw": "Kama si wewe uliyeomba, funga ukurasa huu. Hakuna kitakachokuja.",
    },
    "confirmed_title": {"en": "You are signed up", "sw": "Umejiandikisha"},
    "confirmed": {
        "en": "The next edition comes to you. Each mail has a link to leave, and one to your preferences.",
        "sw": "Toleo lijalo litakujia. Kila barua ina kiungo cha kujiondoa na kiungo cha mapendeleo yako.",
    },
    "confirmed_before": {"en": "You have done this already", "sw": "Umeshafanya hivi"},
    "to_preferences": {"en": "Choose how often", "sw": "Chagua mara ngapi"},
    # Preferences
    "private": {"en": "Private page", "sw": "Ukurasa binafsi"},
    "yours_alone": {"en": "this link is yours alone", "sw": "kiungo hiki ni chako peke yako"},
    "your_newsletters": {"en": "Your newsletters", "sw": "Barua zako"},
    "for_since": {"en": "For {address}, reader since {day}.", "sw": "Kwa {address}, msomaji tangu {day}."},
    "for_address": {"en": "For {address}.", "sw": "Kwa {address}."},
    "what_comes": {"en": "What comes", "sw": "Kinachokuja"},
    "newsletter": {"en": "Newsletter", "sw": "Barua"},
    "how_often": {"en": "How often", "sw": "Mara ngapi"},
    "each": {"en": "Each edition", "sw": "Kila toleo"},
    "weekly": {"en": "At most once a week", "sw": "Mara moja kwa wiki tu"},
    "monthly": {"en": "At most once a month", "sw": "Mara moja kwa mwezi tu"},
    "off": {"en": "Off", "sw": "Zima"},
    "as_newsletter": {"en": "As often as the newsletter", "sw": "Kama barua yenyewe"},
    "sections_of": {"en": "Sections in “{name}”", "sw": "Sehemu katika “{name}”"},
    "paused_until": {"en": "Nothing before this day", "sw": "Hakuna kitu kabla ya siku hii"},
    "paused_hint": {"en": "Empty: no pause.", "sw": "Wazi: hakuna kusimamisha."},
    "paused": {"en": "Paused until {day}", "sw": "Imesimamishwa hadi {day}"},
    "pause_month": {"en": "Pause everything for a month", "sw": "Simamisha zote kwa mwezi mmoja"},
    "go_on": {"en": "End the pause", "sw": "Maliza kusimamisha"},
    "save": {"en": "Save", "sw": "Hifadhi"},
    "saved": {"en": "Saved. It counts from now on.", "sw": "Imehifadhiwa. Inatumika kuanzia sasa."},
    "not_saved": {
        "en": "Nothing is saved yet: write a day from today on, at most a year ahead.",
        "sw": "Bado haijahifadhiwa: andika siku kuanzia leo, isiyozidi mwaka mmoja mbele.",
    },
    "leave_or_take": {"en": "Leave, or take it along", "sw": "Jiondoe, au chukua data yako"},
    "one_click": {
        "en": "One click ends all mail at once. Nothing asks why.",
        "sw": "Bonyezo moja humaliza barua zote mara moja. Hakuna atakayeuliza kwa nini.",
    },
    "leave_all": {"en": "Unsubscribe from everything", "sw": "Jiondoe kwenye zote"},
    "export": {"en": "Download what we hold about you (JSON)", "sw": "Pakua tulicho nacho kukuhusu (JSON)"},
    "receipt": {"en": "Your consent receipt", "sw": "Stakabadhi ya idhini yako"},
    "erase": {"en": "Erase my address", "sw": "Futa anwani yangu"},
    # Receipt
    "receipt_lead": {
        "en": "What you agreed to, in the words that you were shown, and each step since.",
        "sw": "Ulichokubali, kwa maneno uliyoonyeshwa, na kila hatua tangu hapo.",
    },
    "when": {"en": "When", "sw": "Lini"},
    "what": {"en": "What", "sw": "Nini"},
    "how": {"en": "How", "sw": "Vipi"},
    "wording": {"en": "The words you were shown", "sw": "Maneno uliyoonyeshwa"},
    "back": {"en": "Back to your newsletters", "sw": "Rudi kwenye barua zako"},
    # Leaving
    "leave_title": {"en": "Unsubscribe?", "sw": "Ujiondoe?"},
    "leave_one": {"en": "Unsubscribe from “{name}”", "sw": "Jiondoe kwenye “{name}”"},
    "leave_for": {
        "en": "“{name}” will not come to {address} any more.",
        "sw": "“{name}” haitakuja tena kwa {address}.",
    },
    "left_title": {"en": "You are off the list", "sw": "Umejiondoa"},
    "left": {
        "en": "Nothing more of it comes. A mail that is on its way at this very moment may still arrive.",
        "sw": "Hakuna kitakachokuja tena. Barua iliyo njiani sasa hivi huenda bado ikafika.",
    },
    "come_back": {"en": "Sign up again", "sw": "Jiandikishe tena"},
    # Erasing
    "erase_title": {"en": "Erase your address?", "sw": "Futa anwani yako?"},
    "erase_lead": {
        "en": "We delete your address and what you chose. What stays is a seal from which nobody can read the address: "
        "it keeps an old list from bringing you back, and proves for three years that you had agreed.",
        "sw": "Tunafuta anwani yako na ulichochagua. Kinachobaki ni muhuri ambao hauwezi kusomwa kama anwani: unazuia "
        "orodha ya zamani isikurudishe, na unathibitisha kwa miaka mitatu kwamba ulikuwa umekubali.",
    },
    "erased_title": {"en": "Your address is erased", "sw": "Anwani yako imefutwa"},
    "erased": {
        "en": "We cannot write to you any more, and do not know who you were.",
        "sw": "Hatuwezi kukuandikia tena, na hatujui ulikuwa nani.",
    },
    # Mails
    "mail_confirm_subject": {
        "en": "Please confirm: newsletters of {paper}",
        "sw": "Tafadhali thibitisha: barua za {paper}",
    },
    "mail_confirm_lead": {
        "en": "Somebody, we hope it was you, asked for this at {host}:",
        "sw": "Mtu, tunatumaini ni wewe, ameomba hii katika {host}:",
    },
    "mail_confirm_do": {
        "en": "Open this page and press the button, and it comes to you:",
        "sw": "Fungua ukurasa huu na ubonyeze kitufe, nayo itakujia:",
    },
    "mail_confirm_button": {"en": "To the button", "sw": "Nenda kwenye kitufe"},
    "mail_confirm_else": {
        "en": "The link is good for seven days. If it was not you, do nothing: no newsletter comes, and within two "
        "weeks we forget this address.",
        "sw": "Kiungo kinatumika kwa siku saba. Kama si wewe, usifanye lolote: hakuna barua ya habari itakayokuja, na "
        "ndani ya wiki mbili tunaisahau anwani hii.",
    },
    "mail_link_subject": {"en": "Your private link to {paper}", "sw": "Kiungo chako binafsi cha {paper}"},
    "mail_link_lead": {
        "en": "Somebody, we hope it was you, asked at {host} for the page on which you change what comes to "
        "you:",
        "sw": "Mtu, tunatumaini ni wewe, ameomba katika {host} ukurasa ambao unabadilisha kinachokujia:",
    },
    "mail_link_button": {"en": "To your newsletters", "sw": "Nenda kwenye barua zako"},
    "mail_link_else": {
        "en": "Who has this link can change what comes to you, so pass it to nobody. It is good for 60 days. If it was "
        "not you who asked, do nothing.",
        "sw": "Mwenye kiungo hiki anaweza kubadilisha kinachokujia, kwa hiyo usimpe mtu. Kinatumika kwa siku 60. Kama "
        "si wewe uliyeomba, usifanye lolote.",
    },
}

ERRORS_SW = {
    "empty": "Andika anwani yako, kwa mfano amina@example.org.",
    "long": "Hii ni ndefu mno kuwa anwani. Je, kuna kitu kingine ndani yake?",
    "at": "Alama ya @ haipo, kwa mfano amina@example.org.",
    "after": "Sehemu baada ya @ haipo, kwa mfano amina@example.org.",
    "before": "Sehemu kabla ya @ haipo, kwa mfano amina@example.org.",
    "many": "Kuna @ zaidi ya moja. Andika anwani moja.",
    "letters": "Sehemu kabla ya @ ina herufi ambazo seva nyingi za barua haziwezi kubeba.",
    "local": "Sehemu kabla ya @ haiwezi kuwa sahihi. Angalia kama kuna nafasi, koma au nukta ya ziada.",
    "domain": "Sehemu baada ya @ si jina la mahali kwenye mtandao. Iangalie tena.",
    "ending": "Sehemu baada ya @ inahitaji mwisho, kama .org au .co.ke.",
}

_DAYS = {
    "en": ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
    "sw": ("Jumatatu", "Jumanne", "Jumatano", "Alhamisi", "Ijumaa", "Jumamosi", "Jumapili"),
}
_MANY_DAYS = {
    "en": {"1234567": "Every day", "12345": "Weekdays", "123456": "Monday to Saturday"},
    "sw": {"1234567": "Kila siku", "12345": "Jumatatu hadi Ijumaa", "123456": "Jumatatu hadi Jumamosi"},
}
_KINDS = {
    "en": {
        "breaking": "Only when something happens",
        "daily": "Daily",
        "weekly": "Weekly",
        "occasional": "Now and then",
    },
    "sw": {
        "breaking": "Jambo kubwa linapotokea tu",
        "daily": "Kila siku",
        "weekly": "Kila wiki",
        "occasional": "Mara kwa mara",
    },
}
_AND, _TIME_OF = {"en": " and ", "sw": " na "}, {"en": "{time} {city} time", "sw": "{time} saa za {city}"}


def of(language: str) -> dict[str, str]:
    """Every text in the language of ours for this tag."""
    return _BY_LANGUAGE[language_of(language)]


def error(code: str, english: str, language: str) -> str:
    """What is wrong with an address: the sentence of `addresses` in the language."""
    return ERRORS_SW.get(code, english) if language_of(language) == "sw" else english


def when(kind: str, weekdays: str, at: time | None, zone: str, language: str) -> str:
    """When a newsletter comes: “Fridays, 06:00 Nairobi time”. `weekdays` are figures, 1 is Monday."""
    language = language_of(language)
    if not weekdays:
        return _KINDS[language][kind]
    days = _MANY_DAYS[language].get(weekdays) or _listed(
        [_DAYS[language][int(day) - 1] for day in weekdays], language
    )
    if at is None:
        return days
    city = zone.rpartition("/")[2].replace("_", " ")
    return f"{days}, {_TIME_OF[language].format(time=f'{at:%H:%M}', city=city)}"


def _listed(names: list[str], language: str) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + _AND[language] + names[-1]


_BY_LANGUAGE = {language: {key: texts[language] for key, texts in TEXTS.items()} for language in ("en", "sw")}
