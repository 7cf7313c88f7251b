package org.fedval.coordinator.web.audit;

import java.util.List;
import java.util.Map;
import org.fedval.coordinator.web.When;

/** What the templates of the log show. */
public final class AuditModels {
  private AuditModels() {}

  /**
   * A row of the list.
   *
   * @param about name of what it is about, or empty
   * @param study digest of the study to link to, or empty
   * @param body begin of the body's digest
   */
  public record Row(
      long index, String event, When at, String signer, String about, String study, String body) {}

  /** A witness of a head. */
  public record Witness(String name, String fingerprint) {}

  /** A signed head of the log. */
  public record Head(long size, String root, int cosignatures) {}

  /**
   * The list.
   *
   * @param events names and words of all kinds
   * @param older address of the next page, or empty
   * @param size entries in the log
   * @param heads the newest first
   * @param witnesses of the newest head
   */
  public record ListPage(
      LogQuery query,
      Map<String, String> events,
      List<Row> rows,
      String older,
      long size,
      List<Head> heads,
      List<Witness> witnesses,
      String logKey) {}

  /**
   * One entry.
   *
   * @param session digest of the secure sum, or empty
   * @param bytes the exact leaf in hexadecimal
   * @param proof under the newest head, or empty while none covers it
   * @param path hashes of the proof
   */
  public record EntryPage(
      Row row,
      String exactBody,
      String session,
      String previous,
      String bytes,
      String leafHash,
      String proof,
      long headSize,
      List<Witness> witnesses) {}

  /**
   * One head.
   *
   * @param note as it was signed
   * @param older sizes of heads before it
   */
  public record HeadPage(long size, String note, List<Witness> witnesses, List<Long> older) {}
}
