package org.fedval.coordinator.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.web.Problem;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.SignedCheckpoint;

/** The transparency log: entries, the signed head and proofs of both kinds (RFC 9162). */
final class LogApi {
  private static final int PAGE = 100;
  private static final int MOST = 1000;

  private final AuditLog log;

  LogApi(AuditLog log) {
    this.log = log;
  }

  void entries(Context request, Visitor visitor) {
    Query query = new Query(request);
    long size = log.size();
    long from = query.number("cursor", 0, 0, Long.MAX_VALUE / 16);
    long end = Math.min(size, from + query.number("limit", PAGE, 1, MOST));
    ObjectNode node = JsonAnswer.node();
    ArrayNode entries = node.putArray("entries");
    for (long index = from; index < end; index++) {
      entries.add(entry(index, log.entry(index)));
    }
    node.put("total", size);
    node.put("next_cursor", end < size && end > from ? Long.toString(end) : null);
    JsonAnswer.send(request, node);
  }

  private static ObjectNode entry(long index, LogEntry entry) {
    return JsonAnswer.node()
        .put("index", index)
        .put("time", Instant.ofEpochSecond(entry.time()).toString())
        .put("event", Query.word(entry.event()))
        .put("session", entry.sid().hex())
        .put("signer", entry.signer())
        .put("body_hash", entry.bodyHash().hex())
        .put("previous", entry.previous().hex())
        .put("leaf", Base64.getEncoder().encodeToString(entry.encode()));
  }

  void checkpoint(Context request, Visitor visitor) {
    SignedCheckpoint head = log.lastCheckpoint().orElseThrow(Problem::notFound);
    JsonAnswer.send(
        request,
        JsonAnswer.node()
            .put("origin", head.checkpoint().origin())
            .put("size", head.checkpoint().size())
            .put("root", head.checkpoint().root().hex())
            .put("note", head.render()));
  }

  /** That an entry is under the signed head. */
  void inclusion(Context request, Visitor visitor) {
    long index = new Query(request).index("index");
    if (index >= log.size()) {
      throw Problem.notFound();
    }
    JsonAnswer.send(
        request,
        log.proof(index, List.of())
            .map(
                proof ->
                    entry(index, log.entry(index))
                        .put("size", proof.checkpoint().checkpoint().size())
                        .put("proof", proof.render()))
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "NO_CHECKPOINT",
                        "No signed head covers this entry yet; ask again after the next one.")));
  }

  /** That the log of one size begins with the log of another. */
  void consistency(Context request, Visitor visitor) {
    Query query = new Query(request);
    long size = log.size();
    long from = query.needed("from", 1, Math.max(1, size));
    long to = query.number("to", size, from, Math.max(from, size));
    if (to > size) {
      throw Problem.notFound();
    }
    ObjectNode node = JsonAnswer.node().put("from", from).put("to", to);
    node.set(
        "path",
        JsonAnswer.texts(log.consistency(from, to).path().stream().map(d -> d.hex()).toList()));
    JsonAnswer.send(request, node);
  }
}
