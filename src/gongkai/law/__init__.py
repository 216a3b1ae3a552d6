"""The Regulation on Open Government Information (《政府信息公开条例》) as data and pure functions.

No framework, no clock of the machine, no network: every date is an argument. Citations are strings
such as ``ogi:33.2``; ``gongkai.law.articles.article`` explains them.

``calendar``: working days. ``clock``: a request's events -> its deadlines and their reasons.
``outcomes``, ``remedies``, ``fees``, ``duties``: the other rules. ``errors``: what the law says no to.
"""
