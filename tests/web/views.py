"""An address of every view, on the packaged seed."""

VIEWS = {
    "home": "/",
    "city": "/city/oral",
    "city that plans": "/city/izhevsk?stops=4",
    "region": "/region/west-kazakhstan-region",
    "country": "/country/by",
    "practice": "/practice/playful-paradigm",
    "practice of many": "/practice/unesco-learning-city",
    "institution": "/institution/mari-el-museum",
    "programme": "/programme/unity-youth-forum-2023",
    "source": "/source/seed-004",
    "topic": "/topic/robotics-it",
    "adoption": "/adoption/64phxg3cx732qgt2",
    "share": "/share/jz7vyqldytiqnt53",
    "visit": "/visit/vb3zd65qzij5uoyd",
    "explore": "/explore",
    "search": "/explore?q=museum",
    "nothing": "/city/nowhere",
    "curate": "/curate",
}
