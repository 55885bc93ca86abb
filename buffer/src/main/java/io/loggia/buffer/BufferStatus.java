package io.loggia.buffer;

import java.time.Duration;
import java.util.Optional;

/**
 * How a buffer is doing.
 *
 * @param depthEvents events that are not committed, leased ones included
 * @param depthBytes bytes that those take
 * @param capacityBytes bytes that the buffer may take on the disk
 * @param oldestAge for how long the oldest uncommitted event has been here; empty when there is
 *     none
 * @param full whether senders are held up, for want of room or because the disk fails
 * @param trouble what holds the senders up, in words for a person; empty when nothing does
 * @param corruptRecords damaged records that were skipped since the start
 * @param tornBytes bytes of unfinished writes that were cut off at the start
 */
public record BufferStatus(
    long depthEvents,
    long depthBytes,
    long capacityBytes,
    Optional<Duration> oldestAge,
    boolean full,
    Optional<String> trouble,
    long corruptRecords,
    long tornBytes) {}
