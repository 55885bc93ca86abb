package io.loggia.app;

/** What a log file goes through. */
enum Rotation {
  NONE,
  /** access.log becomes access.log.1 and a new access.log begins. */
  RENAME,
  /** access.log is copied to access.log.1 and then emptied. */
  COPYTRUNCATE
}
