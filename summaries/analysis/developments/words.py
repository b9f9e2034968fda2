"""Which words tell of an event, by the sixteen event types of PLOVER.

The classes follow the definitions of PLOVER (Open Event Data Alliance, Political Language Ontology for
Verifiable Event Records, github.com/openeventdata/PLOVER) and of its forerunner CAMEO (Schrodt, Conflict and
Mediation Event Observations Codebook, 2012); the words were chosen for news English. Words that only report
what somebody says (accuse, warn, demand, reject, pledge) are left out on purpose: that is for quotations.
They count here in their formal shape only (a charge, a veto, an ultimatum, a signed agreement).
"""

from __future__ import annotations

from collections.abc import Mapping

from summaries.model import EventType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _classes(classes: Mapping[EventType, str]) -> dict[str, EventType]:
    return {word: type for type, members in classes.items() for word in members.split()}


VERBS = _classes(
    {
        EventType.AGREE: "ratify",
        EventType.CONSULT: "meet visit confer negotiate mediate telephone phone tour",
        EventType.SUPPORT: "recognize recognise",
        EventType.CONCEDE: "free pardon amnesty resign abdicate step_down",
        EventType.COOPERATE: "cooperate extradite",
        EventType.AID: "evacuate donate shelter airlift",
        EventType.RETREAT: "withdraw retreat surrender pull_out pull_back disarm demobilise demobilize",
        EventType.ACCUSE: "indict sue prosecute",
        EventType.REJECT: "veto boycott walk_out",
        EventType.PROTEST: "protest demonstrate rally march riot",
        EventType.SANCTION: "sanction blacklist expel embargo blockade",
        EventType.MOBILIZE: "deploy mobilise mobilize redeploy rearm",
        EventType.COERCE: (
            "arrest detain jail imprison seize confiscate raid abduct kidnap oust overthrow topple depose "
            "deport outlaw crack_down disperse imprison storm hijack annex sentence"
        ),
        EventType.ASSAULT: (
            "attack kill bomb bombard shell shoot wound injure invade clash assassinate torture execute "
            "explode ambush massacre murder behead shoot_down torpedo"
        ),
    }
)
"""Verbs that tell of an event by themselves, with their particle where it matters."""

NOUNS = _classes(
    {
        EventType.AGREE: "agreement deal accord treaty pact memorandum armistice",
        EventType.CONSULT: (
            "meeting talk talks summit visit negotiation consultation dialogue mediation phonecall call "
            "conversation session"
        ),
        EventType.SUPPORT: "recognition",
        EventType.CONCEDE: "resignation amnesty",
        EventType.COOPERATE: "extradition",
        EventType.AID: "aid relief convoy evacuation",
        EventType.RETREAT: "withdrawal retreat ceasefire cease-fire truce surrender pullout pullback",
        EventType.ACCUSE: "indictment lawsuit",
        EventType.REJECT: "veto",
        EventType.THREATEN: "ultimatum",
        EventType.PROTEST: "protest demonstration rally march riot strike sit-in",
        EventType.SANCTION: "sanction embargo blockade expulsion boycott ban",
        EventType.MOBILIZE: "deployment mobilisation mobilization exercise manoeuvre maneuver drill",
        EventType.COERCE: "arrest detention seizure raid crackdown curfew annexation kidnapping",
        EventType.ASSAULT: (
            "attack assault bombing airstrike shelling shooting clash battle offensive invasion incursion "
            "massacre explosion blast killing assassination ambush violence fighting coup putsch "
            "mutiny uprising revolt rebellion insurrection"
        ),
    }
)
"""Nouns that name an event: it happened where it is said to have taken place, been held, launched, signed ...

A coup or an armed uprising is force against a government, hence ASSAULT.
"""

HAPPENING = _words(
    "happen occur take_place begin start erupt break_out end collapse resume conclude open follow unfold "
    "ensue come last kill leave injure wound claim sweep spread"
)
"""What an event is said to do when it is the subject."""

WEAPONS = _words(
    "drone rocket missile shell bomb mine mortar grenade torpedo warhead projectile howitzer airstrike"
)
STRIKING = _words(
    "hit strike land fall explode detonate slam crash destroy damage demolish flatten rip tear kill wound "
    "injure"
)
"""What weapons do where they come down."""

POSTS = _words(
    "post base barracks checkpoint position outpost garrison headquarters trench camp fort armoury"
)
"""Places of soldiers: to storm or raid these is an assault."""

CALLS = _words("telephone phone video teleconference videoconference")
"""Before "call" or "conference", and after "by" and "on the"."""

SPEECH = _words(
    "idea proposal suggestion budget plan claim notion bid request bill motion theory argument amendment "
    "policy record question letter message complaint criticism remark speech report decision reform law "
    "rumour rumor word email query press media character reputation credibility handling"
)
"""What only words can hit: "shot down the idea", "bombarded with questions", "an attack on the budget"."""

VERBAL = _words(
    "blistering scathing withering stinging verbal rhetorical veiled personal vitriolic twitter bitter"
)
"""Attacks that are made in words."""

CROWDS = _words("demonstrator protester protestor marcher rioter crowd activist student")
PROTESTING = _words(
    "burn block gather chant surround throw hurl occupy blockade torch picket parade assemble"
)
"""What crowds do in protest."""

HOLDING = _words(
    "hold host have launch stage mount conduct carry_out make attend begin start open resume sign reach "
    "strike seal conclude clinch impose slap tighten extend issue face suffer see order lead organise "
    "organize join include prompt trigger spark enter break_off declare deliver send provide stop end cut "
    "foil crush quell pay experience announce approve authorise authorize"
)
"""What is done with an event when it is the object."""

ATTENDING = _words("boycott attend skip miss join shun disrupt observe monitor")
"""Whoever does this does it on the day of what it is done to."""

UNDOING = _words("lift ease relax remove waive")
"""Undoing a sanction is a concession."""

SENDING = _words(
    "scramble send dispatch fly ship move station land arrive dock position bring airlift parachute"
)
"""Movements that matter for who or what moves."""

FORCES = _words(
    "troop soldier force battalion brigade regiment warship frigate destroyer submarine bomber tank "
    "jet warplane missile mercenary fighter marine paratrooper army navy fleet armour armor weapon"
)
RELIEF = _words("aid relief food medicine vaccine supply supplies assistance humanitarian")
ENVOYS = _words("envoy delegation minister ambassador representative mediator diplomat negotiator")
SPECIALISTS = _words("expert adviser advisor specialist unit contractor instructor personnel trainer")
MILITARY = _words("military naval joint armed army combat air war live-fire defence defense troop security")
ARMS = _words("air missile drone rocket military artillery airborne retaliatory")
RECALLED = _words(
    "ambassador diplomat envoy relation relations tie ties embassy consulate "
    "asset border flight trade aid assets"
)
RENEWING = _words("restore resume reopen re-open establish re-establish renew normalise normalize")
"""Doing this to relations or an embassy is cooperation."""

RELATIONS = _words("relation relations tie ties embassy consulate")
DIPLOMATS = _words("ambassador envoy diplomat chargé charge attaché attache consul")
"""To summon these is to complain officially."""

BODIES = _words(
    "parliament senate congress assembly legislature lawmaker deputy council cabinet court tribunal "
    "chamber house voter commission"
)
"""When these reject something it is an act and no opinion."""

RELEASING = _words("release exchange swap hand_over")
CAPTIVES = _words(
    "prisoner hostage detainee captive soldier sailor crew pilot fighter officer journalist activist "
    "dissident lawmaker inmate convict civilian national tourist fisherman spy"
)
SEVERING = _words("recall sever cut break close freeze suspend")

BESIDE = _words("following after amid during in including")
"""Before an event's noun beside the verb: "reached a crisis point following a coup attempt"."""

AMOUNTS = _words("round series wave string outbreak number set spate act bout exchange pair kind first")
TRAVELLING = _words("fly travel arrive go come head return journey")
MET = _words("demand condition requirement target goal need deadline resistance fate criterion end standard")
TRADED = _words("stock share price market currency bond index future oil gold")

OTHERS = _words(
    "rebel insurgent militant guerrilla opposition opponent dissident protester protestor demonstrator "
    "refugee migrant people civilian citizen crisis conflict border town city capital village soil territory "
    "province region district island coast "
    "company firm journalist exile expatriate"
)
"""After a country's adjective, these are not its government: "Malian rebels"."""

SAYING = _words(
    "say tell state declare announce claim argue insist assert maintain add note remark comment explain "
    "warn caution accuse blame charge allege deny reject dismiss refute dispute call urge demand request "
    "ask appeal beg implore suggest propose recommend advise reply answer respond reiterate repeat stress "
    "emphasise emphasize underline describe praise criticise criticize condemn denounce welcome hail slam "
    "blast promise pledge vow threaten swear admit acknowledge concede confirm write tweet post believe "
    "think hope fear feel know consider want wish expect predict estimate forecast project hint signal "
    "indicate imply support back oppose favour favor compare speak talk discuss mention quote cite refer "
    "read report encourage persuade convince thank congratulate question doubt wonder speculate worry "
    "complain joke label dub brand term assure inform remind order instruct imagine suppose pretend assume "
    "allege purport offer"
)
"""Telling, thinking and wanting: what these govern is somebody's words and no event by itself."""

TOLD_OF = _words(
    "claim accusation allegation report rumour rumor idea possibility threat fear hope speculation suspicion"
)
"""A clause that hangs on these, or that these tell, is no fact."""

STOPPING = _words(
    "stop prevent keep bar block deter dissuade discourage refrain abstain ban prohibit save protect"
)
"""What these keep somebody from did not happen."""

SHORT_OF = _words("instead rather close short verge brink point hope")
SUSPECTING = _words("suspect charge acquit")
INVENTED = _words("film movie novel play drama series song painting cartoon myth legend")
UNTRUE = _words("false untrue unlikely doubtful likely possible probable conceivable impossible wrong")
HEARSAY = _words(
    "allegedly reportedly supposedly purportedly apparently possibly probably perhaps maybe seemingly "
    "presumably nearly almost"
)
"""With these, or nearly, a thing is not told to have happened."""

ALLEGED = _words("alleged purported supposed so-called suspected reported apparent attempted")

SHOWING = _words("reveal show find confirm emerge transpire document record verify")
"""What these govern is told as a fact."""

ESTIMATING = _words("estimate forecast project predict expect anticipate")
PLANNING = _words("plan intend consider prepare mull weigh contemplate aim schedule")
PLANS = _words("plan intention proposal scheme")

INTENDING = _words(
    "offer agree promise pledge vow threaten order refuse decline ask want try attempt seek decide hope wish "
    "need call appeal urge"
)
"""An infinitive after these is no fact yet."""

RESTING = _words(
    "be have remain stay seem appear look sound continue keep mean need require include contain consist "
    "depend belong own lie stand live reflect represent show suggest affect impact concern involve matter "
    "cost exist differ resemble serve tend own contribute constitute result lead cause do get go become "
    "make"
)
"""States and links: no event, whatever date stands beside them."""

UNREAL = _words("will would shall should could may might can must ought")

ACHIEVING = _words("begin start continue manage help see resume proceed go fail")
"""What these govern in the infinitive happened ("began to march"), or is told to have failed."""

COUNTING = _words(
    "be reach rise fall grow exceed hit top total number increase decrease drop shrink double triple climb "
    "swell flee leave arrive need face cost die lose"
)
"""What a number of people or things may do by some day in a forecast."""

COUNTED = _words(
    "barrel refugee migrant person people dollar euro pound rouble ruble yuan yen bolivar percent "
    "percentage % troop soldier civilian casualty death dead victim prisoner detainee protester protestor "
    "demonstrator ton tonne kilometre kilometer mile job worker household family child voter vote seat "
    "investment debt loan reserve export import aid expert adviser advisor fighter warship aircraft tank "
    "missile drone case inhabitant resident citizen megawatt tonne gallon litre liter bushel house home "
    "village killed injured wounded displaced billion million trillion"
)
"""What the figures of a conflict count."""
