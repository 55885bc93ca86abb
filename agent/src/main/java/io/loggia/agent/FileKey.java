package io.loggia.agent;

/** What the file system calls a file, whatever its name. Used again after the file is deleted. */
record FileKey(long device, long inode) {}
