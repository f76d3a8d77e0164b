"""The built-in texts of the banner, the dialog and the pages about data, in each language.

An editor can reword each at the desk; `Wording` keeps that. `TEXTS` also says which texts there are.
"""

TEXTS: dict[str, dict[str, str]] = {
    "banner_title": {
        "en": "May we load things from other companies?",
        "sw": "Je, tupakie vitu kutoka kampuni nyingine?",
    },
    "banner_text": {
        "en": "Videos, posts, maps and charts come from companies that then see your address and may store things "
        "here. Everything can be read without them.",
        "sw": "Video, machapisho, ramani na chati hutoka kwa kampuni ambazo zitaona anwani yako na huenda "
        "zikahifadhi vitu hapa. Kila kitu kinasomeka bila hizo.",
    },
    "accept_all": {"en": "Accept all", "sw": "Kubali zote"},
    "reject_all": {"en": "Reject all", "sw": "Kataa zote"},
    "open": {"en": "Choose", "sw": "Chagua"},
    "save": {"en": "Save my choice", "sw": "Hifadhi chaguo langu"},
    "close": {"en": "Close", "sw": "Funga"},
    "dialog_title": {"en": "Cookie preferences", "sw": "Mapendeleo ya vidakuzi"},
    "dialog_text": {
        "en": "Everything here is off unless you switch it on. Saving without a change is the same as rejecting all. "
        "You can come back and change it at any time, from the foot of every page.",
        "sw": "Kila kitu hapa kimezimwa mpaka ukiwashe. Kuhifadhi bila kubadilisha ni sawa na kukataa zote. Unaweza "
        "kurudi na kubadilisha wakati wowote, kutoka chini ya kila ukurasa.",
    },
    "footer_link": {"en": "Cookie preferences", "sw": "Mapendeleo ya vidakuzi"},
    "always_on": {"en": "Always on", "sw": "Huwashwa daima"},
    "all_of_these": {"en": "All of these", "sw": "Zote hizi"},
    "asked_again": {
        "en": "We ask you again because something has changed.",
        "sw": "Tunakuuliza tena kwa sababu kuna kilichobadilika.",
    },
    "gpc_notice": {
        "en": "Your browser asks us not to share your data. We keep to that: nothing optional is on. You can still "
        "allow single things here.",
        "sw": "Kivinjari chako kinatuomba tusishiriki data yako. Tunaheshimu hilo: hakuna cha hiari kilichowashwa. "
        "Bado unaweza kuruhusu kitu kimoja kimoja hapa.",
    },
    "receipt": {"en": "Receipt of my choice", "sw": "Stakabadhi ya chaguo langu"},
    "saved": {
        "en": "Your choice is saved in this browser for six months.",
        "sw": "Chaguo lako limehifadhiwa katika kivinjari hiki kwa miezi sita.",
    },
    "withdrawn_title": {"en": "Withdrawn", "sw": "Imeondolewa"},
    "withdrawn_deleted": {"en": "Deleted from this browser:", "sw": "Vilivyofutwa kwenye kivinjari hiki:"},
    "withdrawn_kept": {
        "en": "Out of our reach, because it lies with the company itself:",
        "sw": "Visivyofikiwa nasi, kwa sababu viko kwa kampuni yenyewe:",
    },
    "withdrawn_browser": {
        "en": "You can delete it in your browser, under the settings for privacy and cookies.",
        "sw": "Unaweza kuvifuta kwenye kivinjari chako, katika mipangilio ya faragha na vidakuzi.",
    },
    "placeholder_once": {"en": "Load once", "sw": "Pakia mara moja"},
    "placeholder_always": {"en": "Always load from {name}", "sw": "Pakia daima kutoka {name}"},
    "placeholder_settings": {"en": "Cookie preferences", "sw": "Mapendeleo ya vidakuzi"},
    "details_missing": {
        "en": "The details could not be loaded. They are in the full declaration.",
        "sw": "Maelezo hayakuweza kupakiwa. Yako katika tamko kamili.",
    },
    "withdrawn_reload": {
        "en": "Something is typed on this page. Reload it to stop what still runs.",
        "sw": "Kuna maandishi kwenye ukurasa huu. Upakie upya ili kusimamisha kinachoendelea.",
    },
    "reload": {"en": "Reload now", "sw": "Pakia upya sasa"},
    "noscript_line": {
        "en": "Nothing of other companies is loaded.",
        "sw": "Hakuna kilichopakiwa kutoka kwa kampuni nyingine.",
    },
    "controller_title": {"en": "Who answers for your data", "sw": "Nani anawajibika kwa data yako"},
    "controller_registration": {
        "en": "Registered as data controller:",
        "sw": "Amesajiliwa kama msimamizi wa data:",
    },
    "records_title": {"en": "What we keep of your choice", "sw": "Tunachohifadhi kuhusu chaguo lako"},
    "records_text": {
        "en": "If you allow something, we note when, what, how, and which text you were shown, under a number that "
        "only your browser has: no address, no name, no page. We delete that {days} days after its six months are "
        "over.",
        "sw": "Ukiruhusu kitu, tunaandika lini, nini, vipi, na maandishi uliyoonyeshwa, chini ya nambari ambayo "
        "kivinjari chako pekee kinayo: bila anwani, bila jina, bila ukurasa. Tunafuta hayo siku {days} baada ya miezi "
        "yake sita kuisha.",
    },
    "records_no_refusals": {
        "en": "If you refuse, we note nothing about you: we count one more refusal of the day.",
        "sw": "Ukikataa, hatuandiki chochote kukuhusu: tunahesabu kukataa moja zaidi kwa siku hiyo.",
    },
    "records_refusals": {
        "en": "A refusal is noted in the same way, without a number.",
        "sw": "Kukataa huandikwa vivyo hivyo, bila nambari.",
    },
    "last_change": {
        "en": "In force since {date}, version {number}.",
        "sw": "Inatumika tangu {date}, toleo {number}.",
    },
    "other_language": {"en": "This page in English", "sw": "Ukurasa huu kwa Kiswahili"},
    "receipt_title": {"en": "Your choice and its receipt", "sw": "Chaguo lako na stakabadhi yake"},
    "receipt_show": {"en": "Show my choice and its receipt", "sw": "Onyesha chaguo langu na stakabadhi yake"},
    "receipt_none": {
        "en": "You have chosen nothing in this browser yet, so nothing optional is on.",
        "sw": "Bado hujachagua chochote katika kivinjari hiki, kwa hiyo hakuna cha hiari kilichowashwa.",
    },
    "receipt_refused": {
        "en": "You have refused everything that is optional. A refusal leaves no record, so it has no receipt.",
        "sw": "Umekataa kila kitu cha hiari. Kukataa hakuachi rekodi, kwa hiyo hakuna stakabadhi.",
    },
    "receipt_unknown": {
        "en": "There is no choice with this number.",
        "sw": "Hakuna chaguo lenye nambari hii.",
    },
    "receipt_allowed": {"en": "Allowed", "sw": "Imeruhusiwa"},
    "receipt_nothing": {"en": "Nothing", "sw": "Hakuna"},
    "receipt_number": {"en": "Number of the receipt", "sw": "Nambari ya stakabadhi"},
    "receipt_time": {"en": "Chosen on", "sw": "Ilichaguliwa tarehe"},
    "receipt_until": {"en": "Valid until", "sw": "Halali mpaka"},
    "receipt_kept": {"en": "Our record is deleted on", "sw": "Rekodi yetu itafutwa tarehe"},
    "receipt_text": {"en": "The text that you were shown", "sw": "Maandishi uliyoonyeshwa"},
    "receipt_state": {"en": "Now", "sw": "Sasa"},
    "receipt_download": {"en": "Download the receipt", "sw": "Pakua stakabadhi"},
    "standing_current": {"en": "In force.", "sw": "Inatumika."},
    "standing_ended": {
        "en": "Ended: it was withdrawn, or another choice took its place.",
        "sw": "Imeisha: iliondolewa, au chaguo jingine limechukua nafasi yake.",
    },
    "standing_expired": {"en": "Over: six months have passed.", "sw": "Imekwisha: miezi sita imepita."},
    "standing_asked_again": {
        "en": "In force for what has not changed since; we ask you again about the rest.",
        "sw": "Inatumika kwa yasiyobadilika tangu hapo; tunakuuliza tena kuhusu mengine.",
    },
    "standing_deleted": {
        "en": "Its record has been deleted at the end of its time.",
        "sw": "Rekodi yake imefutwa mwishoni mwa muda wake.",
    },
    "verify_title": {"en": "Is a receipt genuine?", "sw": "Je, stakabadhi ni halisi?"},
    "verify_text": {
        "en": "Paste the whole text of the file that you downloaded. We keep nothing of it.",
        "sw": "Bandika maandishi yote ya faili uliyopakua. Hatuhifadhi chochote.",
    },
    "verify_button": {"en": "Look", "sw": "Angalia"},
    "verify_genuine": {
        "en": "Genuine: this site made it, and nothing in it was changed.",
        "sw": "Halisi: ilitolewa na tovuti hii, na hakuna kilichobadilishwa.",
    },
    "verify_forged": {
        "en": "Not genuine: this site did not make it like this.",
        "sw": "Si halisi: tovuti hii haikuitoa hivi.",
    },
    "none_of_these": {"en": "We use none at present.", "sw": "Kwa sasa hatutumii yoyote."},
    "company": {"en": "Company", "sw": "Kampuni"},
    "purpose": {"en": "Purpose", "sw": "Kusudi"},
    "data": {"en": "What it gets to know", "sw": "Inachojua"},
    "safeguard": {"en": "Transfer to another country", "sw": "Uhamisho kwenda nchi nyingine"},
    "hosts": {"en": "Contacts", "sw": "Huwasiliana na"},
    "policy": {"en": "Its privacy policy", "sw": "Sera yake ya faragha"},
    "stored_name": {"en": "Name", "sw": "Jina"},
    "stored_kind": {"en": "Kind", "sw": "Aina"},
    "stored_where": {"en": "Kept on", "sw": "Huhifadhiwa kwenye"},
    "stored_duration": {"en": "For how long", "sw": "Kwa muda gani"},
    "stored_here": {"en": "this site", "sw": "tovuti hii"},
    "declaration": {"en": "What we would load", "sw": "Tungepakia nini"},
}

_UNITS = {
    "en": {
        "minutes": ("{} minute", "{} minutes"),
        "hours": ("{} hour", "{} hours"),
        "days": ("{} day", "{} days"),
    },
    "sw": {
        "minutes": ("dakika {}", "dakika {}"),
        "hours": ("saa {}", "saa {}"),
        "days": ("siku {}", "siku {}"),
    },
}
_SERVICES = {"en": ("{} service", "{} services"), "sw": ("huduma {}", "huduma {}")}
_UNTIL = {
    "en": {"closed": "until you close the browser", "deleted": "until you delete it"},
    "sw": {"closed": "mpaka ufunge kivinjari", "deleted": "mpaka ukifute"},
}
KINDS = {
    "cookie": {"en": "Cookie", "sw": "Kidakuzi"},
    "local": {"en": "Local storage", "sw": "Hifadhi ya ndani"},
    "session": {"en": "Session storage", "sw": "Hifadhi ya kipindi"},
    "indexeddb": {"en": "IndexedDB", "sw": "IndexedDB"},
    "cache": {"en": "Cache storage", "sw": "Hifadhi ya kache"},
}


def built_in(language: str) -> dict[str, str]:
    return {key: texts[language] for key, texts in TEXTS.items()}


def duration(lasts: int | None, unit: str, kind: str, language: str) -> str:
    """How long a stored thing stays, in words: “182 days”, “until you close the browser”."""
    if lasts is None:
        return _UNTIL[language]["closed" if kind in {"cookie", "session"} else "deleted"]
    one, many = _UNITS[language][unit]
    return (one if lasts == 1 else many).format(lasts)


def services_text(number: int, language: str) -> str:
    one, many = _SERVICES[language]
    return (one if number == 1 else many).format(number)
