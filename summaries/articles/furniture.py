"""The words of what news pages put round an article: buttons, boxes, credits, dates. Data, no judgement.

Gathered by hand from the layouts of English-language news sites. Patterns ignore case, except those of
names, and are matched from the start of a line.
"""

from __future__ import annotations

NAME = r"[A-Z][\w.'’-]*(?:[ \xa0](?:[A-Z][\w.'’-]*|de|del|da|di|van|von|der|bin|al|el|la))*"
AGENCY = (
    r"(?:AFP|AP|EPA(?:-EFE)?|EFE|Reuters|REUTERS|Getty(?: Images)?|Xinhua|VCG|CFP|TASS|Sputnik|PA|DPA|dpa"
    r"|Bloomberg|UPI|ANSA|Anadolu)"
)

VIDEO = (
    r"(?:video|duration|watch|now playing|play(?: video)?)?\W{0,3}\d{1,2}:\d\d(?::\d\d)?(?:"
    r" ?min(?:ute)?s?)?",
    r"now playing|play video|video player is loading.{0,40}|replay",
)
LIST = (
    r"""\[\s*(?:["'][^"']*["']\s*,?\s*)*\]""",
    r"""[\[{]\s*["'][\w@-]+["']\s*[:,].*[\]}]""",
)
ADVERTISEMENT = (
    r"\W{0,5}(?:advertise?ments?|ads?|sponsored(?: content)?|promoted|paid content|partner content)"
    r"(?:\W{1,5}(?:advertise?ments?|scroll to continue|continue reading below|\d+))*\W{0,5}",
    r"(?:article|story) continues (?:below|after).{0,60}",
)
COMMENTS = (
    r"\(?[\d,.]+[km]?\)? (?:comments?|shares?|likes?|views?|retweets?|reactions?)",
    r"comments? \(\d+\)|(?:leave|post|add|write) a (?:comment|reply).{0,40}",
    r"(?:join the (?:conversation|discussion)|(?:view|show|load|read) (?:all |more |the )*comments).{0,40}",
)
CREDIT = (
    r"[(\[]\W?(?:additional )?(?:reporting|writing|editing|compiled|edited|translated|written) by\b.{2,300}",
    r"(?:additional )?(?:reporting|writing|editing|compiled|edited|translated|written|reported) by\b"
    r"(?:.{2,200}\bediting by\b.{2,100}|[^.]{2,100})",
    r"[(\[]?(?:with )?(?:additional )?(?:inputs?|files?|reporting|contributions?) from [^.]{2,120}",
    r"[^.]{2,200} contributed (?:(?:additional )?reporting )?to this (?:report|story|article).{0,40}",
    r"\(?sources?\)?s?: ?[\w /&,-]{2,60}",
)
COPYRIGHT = (
    r"(?:©|\(c\)|copyright (?:©|\(c\)|\d{4}|by\b|of\b)).{0,400}",
    r".{0,160}\ball rights reserved\b.{0,200}",
    r"(?:the |all )?(?:views|opinions)[^.]{0,40} expressed (?:in this|here|above|are those|by (?:the )?"
    r"(?:author|writer|contributor))s?.{0,300}",
    r"our standards: .{0,80}",
)
COOKIES = (
    r"(?:we|this (?:web)?site|our (?:web)?site|our partners)(?: and our partners)? uses? cookies?.{0,500}",
    r"by (?:continuing|clicking|using|browsing|signing up|submitting)[^.]{0,80}\byou\b.{0,300}"
    r"(?:cookie|terms|privacy).{0,200}",
    r"(?:accept|reject|manage)(?: all)?(?: cookies?)?|.{0,30}(?:cookie|privacy) (?:policy|settings"
    r"|notice|preferences)",
)
LABELS = (
    r"(?:categories|category|tags?|topics?|filed under|posted in|keywords?|sections?|related topics"
    r"|more on)\s*:.{0,300}",
)
PROMOTION = (
    r"(?:sign up|subscribe|sign in|log in|register (?:now|here|today|for (?:free|our|a free)))\b.{0,250}",
    r"follow (?:us|him|her|them|me|@\w+|.{1,60} on (?:\w+,? (?:and |& )?){0,3}(?:twitter|facebook"
    r"|instagram|x|telegram"
    r"|whatsapp|linkedin|youtube|google news|threads|bluesky))\b.{0,150}",
    r"(?:like|find|join|visit) us (?:on|at) .{0,120}|download (?:the|our) .{0,40}\bapp\b.{0,150}",
    r"get (?:the|our|your) (?:latest|daily|top|morning|best|app|newsletter|free) .{0,200}",
    r"(?:support (?:our|independent|quality) (?:journalism|work|reporting)|donate (?:now|today|here|to"
    r" us)).{0,200}",
    r"(?:become a (?:member|subscriber|supporter)|never miss (?:a|an|our)|click here|tap here|thank you"
    r" for (?:reading"
    r"|subscribing|signing)|(?:please )?enter (?:your|a valid) e-?mail|check your inbox|invalid e-?mail"
    r"|order reprints).{0,200}",
    r"this (?:article|story|piece|post) (?:was|is|has been) (?:originally |first )?(?:published|posted"
    r"|republished) .{0,200}",
)
LINKS = (
    r"(?:also read|read also|read more|see more|see also|read|more|watch|listen|related(?: (?:stories"
    r"|story|articles?|news"
    r"|content|coverage|links?))?|recommended|must[- ]read|further reading|read next|up next|don[’']t"
    r" miss|explainer"
    r"|in pictures|gallery|more from [^:]{1,40})\s*[:>|»→]+\s*.{2,180}",
    r"(?:read|learn|see|find out|discover) (?:the )?(?:more|full (?:story|article|report)|original)(?:"
    r" (?:here|about|on|at"
    r"|stories|in|from)\b.{0,80})?\W*",
    r"(?:continue|keep) reading.{0,60}|https?://\S+|www\.\S+",
)
END_MARK = (r"\W*(?:ends?|30|xxx)\W*",)
BYLINE = (
    rf"(?:[Bb]y|BY|[Ww]ords by|[Tt]ext by|[Ww]ritten by)\W{{1,2}}(?:[Tt]he )?{NAME}"
    rf"(?:(?:,| and| &|, and| in| for| at| of| with|,? \||/) (?:[Tt]he )?{NAME}){{0,6}}"
    r"(?:,? (?:staff writer|correspondent|reporter|editor|contributor|columnist))?[,|]?",
    r"(?:[Bb]y )?(?:[Tt]he )?(?:Associated Press|ASSOCIATED PRESS|Reuters|AFP|Staff(?: [Ww]riter)?|News"
    r" [Dd]esk"
    r"|Editorial [Bb]oard|Our [Cc]orrespondent|Agencies)",
)
CAPTION = (
    r"(?:(?:file )?(?:photo|photograph|photographer|image|picture|video|graphic|illustration)s?(?: by|"
    r" credit| source"
    r"| copyright| caption)?|credit|caption|media caption)\s*[:/|©].{0,400}",
    r"(?:image (?:source|copyright|caption)|media caption) .{2,300}",
)
# What a caption ends with; the sentence before it may be any.
CAPTION_END = (
    r"/ ?[\w .&-]{2,40} ?[Pp]hoto(?:graph)?s?",
    rf"\s/ ?{AGENCY}",
    r"[(\[](?:[Ff]ile )?(?:[Pp]hoto|[Ii]mage|[Pp]icture|[Cc]redit)(?:graph)?s?\b[^()]{0,120}[)\]]\.?",
    rf"[(\[][^()]{{0,60}}\b{AGENCY}(?: [Pp]hoto)?\s?/\s?[^()]{{2,60}}[)\]]\.?",
    rf"[(\[][^()]{{0,60}}\s?(?:/|\bvia\b|\bfor\b)\s?{AGENCY}[)\]]\.?",
    r"[(\[][Ff]ile ?:[^()]{2,100}[)\]]\.?",
    rf"[(\[](?:{AGENCY}|File) (?:[Pp]hoto|[Ii]mage|[Ff]ile).{{0,60}}[)\]]\.?",
    r"(?:\b[Pp]hoto(?:graph)?s?|PHOTO|\b[Ii]mage|\b[Pp]icture|\b[Cc]redit|CREDIT|[Pp]hoto by)\s?:"
    r" ?[^.!?\n]{2,80}",
    rf"\b(?:{NAME} ?/ ?{AGENCY}|{AGENCY} ?/ ?{NAME}|{AGENCY} via {AGENCY}|{AGENCY} [Pp]hoto)(?<!\.)",
    r"© ?[\w /.-]{2,60}|\b(?:Getty Images|Shutterstock|iStock|Wikimedia Commons|Flickr)",
)

AUTHOR_BOX = (
    r"about (?:the |our )?(?:author|writer|reporter|journalist|contributor|columnist)s?\b.{0,40}",
    r"(?:authors?|author bio|author profile|contributors?|the authors?)\W{0,2}",
)
LINK_BOX = (
    r"(?:related|recommended|popular|trending|most (?:read|popular|viewed|shared)|top stories"
    r"|editor[’']?s[’']? picks?"
    r"|further reading|also read|read (?:more|next|also)|see also|more (?:from|on|in|stories|news|to"
    r" read|like this)\b.{0,40}"
    r"|related (?:stories|articles?|news|content|coverage|links?|posts?|topics?|reading|video)s?|latest"
    r" (?:news|stories)"
    r"|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|recommended (?:for you|stories"
    r"|reading)|up next"
    r"|what (?:to read|others are reading)|from around the web|sponsored links|in this section|our"
    r" picks|don[’']t miss)"
    r"\W{0,2}",
)
COMMENT_BOX = (
    r"(?:\d[\d,.]*k? comments?|comments? \(\d+\)|reader comments|(?:leave|post|add|write) a (?:comment"
    r"|reply).{0,40}"
    r"|join the (?:conversation|discussion).{0,20})",
)

BUTTONS = (
    "share tweet facebook twitter whatsapp telegram linkedin pinterest reddit email e-mail print copy save"
    " bookmark messenger subscribe follow like comments comment menu home search close login log sign"
    " skip rss"
    " flipboard listen gallery mute toggle trending popular embed download resize aa read expand next"
    " previous"
)
"""One of these makes a line of nothing but ``BESIDE_BUTTONS`` a row of buttons."""

BESIDE_BUTTONS = (
    BUTTONS + " shares shared sharing x mail link saved bookmarks sms line viber vk tumblr instagram youtube"
    " google news"
    " likes open to main content navigation in up register account my on via this article story post"
    " page text size"
    " font a back top prev view full screen fullscreen unmute play pause stop settings icon logo more"
    " options show hide"
    " all click collapse image photo photos video videos audio live latest most editors picks and or"
    " with friends your"
    " toolbar pdf version friendly printer send feedback report error typo"
)
CALENDAR = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august"
    " september"
    " october november december mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday"
    " thursday friday"
    " saturday sunday am pm a.m p.m et est edt gmt bst utc ist pt pst pdt ct cst cdt cet cest msk hkt"
    " sgt aest eat t z"
    " published updated update posted modified last first created on at of the ago hour hours hr hrs h"
    " minute minutes"
    " min mins m day days week weeks month months year years yesterday today st nd rd th read time"
    " local date issued"
)
STAMPED = "published updated posted modified ago min mins read hour hours minute minutes am pm a.m p.m"
"""One of these in a line of nothing but ``CALENDAR`` and digits tells a time stamp from a dated heading."""
