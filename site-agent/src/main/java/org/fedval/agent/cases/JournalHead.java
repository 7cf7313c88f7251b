package org.fedval.agent.cases;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The first record of a journal.
 *
 * @param study digest of the study's definition; stands before the records
 * @param binding digest of all that the scores depend on
 * @param studyId the study's own name
 * @param expires end of the study, Unix time in seconds
 * @param findings what the scores are of, in their order
 */
public record JournalHead(
    Sha256Digest study, Sha256Digest binding, String studyId, long expires, List<String> findings) {
  private static final String TYPE = "CaseJournalHead";
  private static final int MAX_NAME = 1 << 12;
  private static final int MAX_FINDINGS = 1 << 12;

  public JournalHead {
    findings = List.copyOf(findings);
  }

  static JournalHead of(CaseBinding binding) {
    return new JournalHead(
        binding.study(),
        binding.digest(),
        binding.studyId(),
        binding.expires(),
        binding.findings());
  }

  byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(binding).vec(CaseBinding.utf8(studyId));
    out.u64(expires).list(findings, name -> out.vec(CaseBinding.utf8(name)));
    return out.toByteArray();
  }

  static JournalHead decode(Sha256Digest study, byte[] record) {
    FvcReader in = FvcReader.open(record, TYPE);
    Sha256Digest binding = in.digest();
    String studyId = name(in);
    long expires = in.u64();
    List<String> findings = in.list(MAX_FINDINGS, Integer.BYTES, () -> name(in));
    in.end();
    return new JournalHead(study, binding, studyId, expires, findings);
  }

  private static String name(FvcReader in) {
    return new String(in.vec(MAX_NAME), StandardCharsets.UTF_8);
  }

  /** Whether the journal has been kept long enough. */
  boolean isOver(Instant now) {
    return now.isAfter(Instant.ofEpochSecond(expires).plus(CaseJournals.RETENTION));
  }
}
