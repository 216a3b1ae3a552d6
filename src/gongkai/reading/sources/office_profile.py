"""The settings LibreOffice runs with: nothing active, no network, Chinese as its own language."""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import quoteattr

_NOWHERE = "127.0.0.1"
"""A proxy at which nobody listens (port 9, discard) keeps the network out of reach."""
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale_CJK", "zh-CN"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)
_ITEM = (
    '<item oor:path={path}><prop oor:name={name} oor:op="fuse"><value>{value}</value></prop></item>'
)

PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(
        _ITEM.format(path=quoteattr(path), name=quoteattr(name), value=value)
        for path, name, value in _SETTINGS
    )
    + "</oor:items>\n"
)
"""``registrymodifications.xcu`` of the profile."""


def environment(folder: Path) -> dict[str, str]:
    """The environment of the program: at home in a folder that will be removed, no screen."""
    nowhere = f"http://{_NOWHERE}:9"
    return {
        **os.environ,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }
