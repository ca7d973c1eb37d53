"""What answers say, in English."""

LOCALE = "en_GB"
PLURALS = ("one", "other")  # the order of forms in {count:place|places}
QUOTES = "“", "”"
SEASONS = ("spring", "summer", "autumn", "winter")
ABOUT = "c. {date}"
UNSURE = "{date}?"
FROM_TO = "{start}–{end}"
UNTIL = "{end} or earlier"
SINCE = "{start} or later"
AND_MORE = "{names} and {more} more"

SENTENCES = {
    # why to study a practice
    "SIMILAR_CITIES_TOOK_IT_UP": "{count} of the {of} cities most like {party} took it up since {year}, the latest {latest}[ ({date})]",
    "SIMILAR_PLACES_TOOK_IT_UP": "{count} of the {of} places most like {party} took it up since {year}, the latest {latest}[ ({date})]",
    "SIMILAR_CITIES_HAVE_IT": "{count} of the {of} cities most like {party} {count:uses|use} it: {places}",
    "SIMILAR_PLACES_HAVE_IT": "{count} of the {of} places most like {party} {count:uses|use} it: {places}",
    "MOST_ALIKE_HAS_IT": "{place}, the only place known to share practices with {party}, uses it[ ({date})]",
    "TAKEN_UP_LATELY": "{count:# place|# places} took it up since {year}, the latest {latest}[ ({date})]",
    "TAKEN_UP_BEFORE": "{count:# place|# places} took it up, but none in the last five years; the latest {latest}[ ({date})]",
    "IN_USE_UNDATED": "In use, nobody says since when: {places}",
    "NOT_SPREAD": "Nobody is recorded to have taken it up from others[; it began here: {origin}]",
    "ONLY_SHOWN": "Shown to {count:# place|# places}[ (the latest: {date})], but nobody is recorded to use it after that",
    "SHOWN_HERE": "It was shown to {party}[ by {by}][ ({date})]",
    "PLANNED_HERE": "{party} already plans it[ ({date})]",
    "INTEREST_HERE": "{party} is already interested in it[ ({date})]",
    "VISITED_WHERE_IT_IS": "{party} visited {host}[ ({date})], where it can be seen",
    "NEAR_BY_AS_A_WHOLE": "Present in {places} as a whole",
    "NEAR_BY": "Present in {where}: {places}",
    "OUTCOMES_RECORDED": "What came of it is recorded for {count:# place|# places}",
    "GIVEN_UP": "A warning: given up or declined by {places}",
    "GREW_FROM_YOURS": "It grew out of {practice}, which {party} has",
    "YOURS_GREW_FROM_IT": "{practice}, which {party} has, grew out of it",
    "TOPIC_ASKED": "On the topics asked for: {topics}",
    "TOPIC_OF_YOURS": "On topics that {party} already works on: {topics}",
    "ONLY_INSTITUTIONS": "In {place} only {count:one institution has|institutions have} it: {institutions}",
    "NO_DATED_EVIDENCE": "No dated fact speaks of its use: it stands below all that have one",
    # why the learned method puts it there
    "CHANCE": "By the model, a chance of {percent} % within a year",
    "RAISED_LATELY": "What raises it most: {count:# place|# places} turned to it in the last two years",
    "RAISED_SPREAD": "What raises it most is how far it has come: {count} of {of:place|# places} have it",
    "RAISED_ALIKE": "What raises it most: {count} of the {of:place|# places} most like {party} {count:has|have} it",
    "RAISED_OWN": "What raises it most is how early and how often {party} takes things up",
    "RAISED_COMPANY": "What raises it most: it goes with what {party} has",
    "RAISED_COUNTRY": "What raises it most: places near by turn to it[ ({country})]",
    "RAISED_SHOWN": "What raises it most: it was shown to {party}, or seen on a visit",
    "LOWERED_LATELY": "What lowers it most: in the last two years {count:# place|# places} turned to it",
    "LOWERED_SPREAD": "What lowers it most is how far it has come: {count} of {of:place|# places} have it",
    "LOWERED_ALIKE": "What lowers it most: of the {of:place|# places} most like {party} {count:# has|# have} it",
    "LOWERED_OWN": "What lowers it most is how early and how often {party} takes things up",
    "LOWERED_COMPANY": "What lowers it most: it hardly goes with what {party} has",
    "LOWERED_COUNTRY": "What lowers it most: places near by hardly turn to it[ ({country})]",
    "LOWERED_SHOWN": "What lowers it most: it was not shown to {party}, nor seen on a visit",
    # on what a ranking rests
    "BASIS_NEIGHBOURS": (
        "Rests on {practices:# practice|# practices} that {party} used, plans or was shown ({dated:# dated fact|# dated "
        "facts}), and on what the {of:place|# places} most like it took up lately[; only on the topics {topics}]"
    ),
    "BASIS_NO_HISTORY": (
        "{party} has no history here: this rests on what other places took up lately[, first of all in {country}][; only "
        "on the topics {topics}]"
    ),
    "BASIS_NO_NEIGHBOURS": (
        "No place like {party} shares any of its {practices:# practice|# practices} ({dated:# dated fact|# dated facts}):"
        " this rests on what other places took up lately[, first of all in {country}][; only on the topics {topics}]"
    ),
    "BASIS_HAZARD": (
        "Rests on how fast places still without a practice took it up lately[, first of all in {country}][; only on the topics {topics}]"
    ),
    "BASIS_LEARNED": (
        "Rests on a model that learned from {dated:# dated step|# dated steps} how soon places turn to a practice[; only "
        "on the topics {topics}]"
    ),
    "BASIS_POPULARITY": (
        "Rests only on how many places took a practice up in the year up to {date}; it is much the same for every city[; "
        "only on the topics {topics}]"
    ),
    "BASIS_VISITS": (
        "Rests on {practices:# practice|# practices} that {party} lacks and {cities:# city shows|# cities show}: how much"
        " each is worth studying, how rare it is, how lately it gave a sign there, whether its outcome is recorded, "
        "whether visitors were received before and how alike the cities are; "
        "what a city above shows too counts half[; only on the topics {topics}]"
    ),
    "BASIS_PLAN": (
        "Chosen from {cities:# city that shows|# cities that show} {practices:# practice|# practices} that {party} lacks,"
        " so that together the stops show the most; each stop is listed with what it adds[; only on the topics {topics}]"
    ),
    # what is doubtful
    "NOTHING_TO_STUDY": "Nothing that {party} lacks is recorded elsewhere[ on the topics {topics}]",
    "NOTHING_DATED": "No dated fact is known[ by {date}]: the order rests on no dates",
    "STALE": "The latest dated fact here is of {date}: what happened since is not recorded",
    "FEW_DATED_ADOPTIONS": (
        "Only {count:# dated step is|# dated steps are} recorded in all: take the order as a hint; and what nobody "
        "recorded may be there all the same"
    ),
    "FEW_OWN_FACTS": "Little is recorded of {party}: {count:# dated fact|# dated facts}",
    "LEFT_OUT": "Left out, because {party} gave it up or declined it: {practices}",
    "HOME_NOT_LOCATED": "The location of {party} is not recorded, so no city is known to be near enough",
    "NOWHERE_TO_SEE": (
        "No city is recorded where {practices:the one practice|any of the # practices} that {party} lacks can be seen: "
        "only regions or countries have them, or those who do take no visitors"
    ),
    "NOTHING_TO_ADD": (
        "{count:One stop shows|# stops show} {practices:the only practice|all # practices} that can be seen within what was asked: "
        "another would add nothing"
    ),
    "OUTSIDE_COUNTRIES": (
        "{cities:# city with something to see is|# cities with something to see are} left out, because only {countries} was asked for"
    ),
    "TOO_FAR": (
        "{cities:# city with something to see lies|# cities with something to see lie} farther away than {limit_km} km; "
        "the nearest of them is {nearest}, {distance_km} km"
    ),
    "CITIES_NOT_LOCATED": (
        "{cities:# city with something to see is|# cities with something to see are} left out: without a recorded location "
        "nobody knows how far that is"
    ),
    "OFF_TOPIC": "{practices:# practice|# practices} to study left out, because only the topics {topics} were asked for",
    "NO_CITY_ALIKE": "None of these cities is among the places most like {party}: another city would be answered much the same",
    "LENGTH_UNKNOWN": "The length of the journey is unknown: no location is recorded of {places}",
    # why to visit a city, and what is there
    "PRACTICES_TO_SEE": "{count:# practice|# practices} to see: {practices}",
    "LATEST_SIGN": "The latest sign is of {date}: {practice}",
    "RECEIVED_VISITORS": "{place} received {count:# visit|# visits} before[ (the latest: {date})]",
    "VISITED_BEFORE": "{party} was there before[ ({date})]",
    "LEARNED_THERE_BEFORE": "{party} learned there before: {practices}",
    "AMONG_MOST_ALIKE": "Among the {of:places|# places} most like {party}",
    "BEGAN_THERE": "It began here: {place}",
    "IN_USE_THERE": "In use in {place}[ (first known: {date})]",
    "OUTCOME_THERE": "What came of it there is recorded",
    "SHOWED_TO_OTHERS": "{place} taught or showed it to others: {count:once|# times}[ (the latest: {date})]",
    "TAUGHT_NOT_USED": "Recorded as taught or shown by {place}, not as in use there",
    "SEEN_IN_MANY_PLACES": "It can be seen in {count} places",
    "OUTCOMES_TO_SEE": "What came of it there is recorded: {count} of {of}",
    "QUIET_LATELY": "No dated sign in the last five years: {count} of {of}",
    "AT_INSTITUTIONS_ONLY": "Known from single institutions, not from the city as a whole: {count} of {of}",
    "ONLY_TAUGHT": "Taught or shown, but not recorded as in use there: {count} of {of}",
    "SEEN_ABOVE": "Also to be seen in a city above, so it counts less here: {count} of {of}",
    "NOTHING_IN_COMMON": "No practice is recorded that {party} and {place} have both dealt with",
    "NOBODY_TO_ASK": "No institution to ask for is recorded in {place}",
    "RECEIVES_VISITORS": "receives visitors",
    "RECEIVES_NO_VISITORS": "takes no visitors",
    "RECEPTION_UNKNOWN": "whether it receives visitors is not recorded",
    # how a practice spread
    "EXPOSURE_IS_NO_PROOF": (
        "That partners have a practice does not prove that they passed it on: alike places take up alike practices, and "
        "one event may move many at once"
    ),
    "NO_PARTNERS": "No adopter has a recorded partner: who was exposed to it, who followed and who was followed is unknown",
    "NOBODY_ADOPTED": "Nobody is recorded to have taken it up",
    "NO_ADOPTER_IS_DATED": (
        "{count:Its only adopter has no date|None of its # adopters has a date}: nothing can be said of how fast it spread"
    ),
    "ALL_IN_ONE_YEAR": "All {count} dated adopters took it up in {year}: who came before whom is unknown",
    "INFERRED_FROM_DATES": (
        "Inferred from {dated:# dated adoption|# dated adoptions} in {practices:# practice that went|# practices that "
        "went} from place to place: a hint, nothing that a source says"
    ),
    "TOO_LITTLE_TO_INFER": (
        "Too little to infer a network from: {dated:# dated adoption|# dated adoptions} by {places:# place|# places}, "
        "{practices:# practice|# practices} that went from place to place; it takes {adoptions}, {each} for each place, and {of}"
    ),
}
