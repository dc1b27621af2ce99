@node "%~dp0keycard" %*
