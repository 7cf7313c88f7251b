package org.fedval.coordinator.report.page;

/**
 * The transcript of a later round's session, as hashes. Digests are lower-case hex SHA-256.
 *
 * @param round 2 or more
 * @param id of the session
 * @param h1 of its keys
 * @param h2 of its shares
 * @param h3 of its set of survivors
 * @param tables the published tables that the round used
 * @param result the session's result, which every site has
 */
public record LaterSession(
    int round, String id, String h1, String h2, String h3, String tables, String result) {}
