package org.fedval.agent.study;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fedval.agent.cohort.CohortCase;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.journal.ScratchFile;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * Whom a pass counted, with everything that enters the counts beside the pixels. It waits sealed on
 * the disk for the end of the pass, when the memory for the record of the cohort is free.
 */
final class CohortMembers implements Closeable {
  private static final int MOST_TEXT = 1 << 20;

  private final ScratchFile members;
  private int size;

  /**
   * @param folder for the sealed members; null for the system's folder of temporary files
   */
  CohortMembers(@Nullable Path folder) throws IOException {
    members = ScratchFile.create(folder);
  }

  /** An object of nobody known stands for itself. */
  void add(CaseOutcome<CohortEntry> outcome) throws IOException {
    CohortEntry entry = outcome.match(scored -> scored.subject(), excluded -> excluded.subject());
    String reason = outcome.match(scored -> "", excluded -> excluded.reason().name());
    CohortCase known = CohortCounting.caseOf(entry);
    FvcWriter content = FvcWriter.labelled("cohort-labels").text(reason);
    CohortEntry.Owner owner = CohortCounting.ownerOf(entry);
    if (owner != null) {
      add("patient/" + owner.patientKey(), owner.sopInstanceUid(), content.digest(owner.content()));
    } else if (known == null) {
      add("object/" + entry.object().id(), entry.object().id(), content);
    } else {
      add("patient/" + known.patientKey(), known.sopInstanceUid(), content.digest(known.content()));
    }
  }

  private void add(String patient, String image, FvcWriter content) throws IOException {
    size++;
    var unused =
        members.append(
            new FvcWriter()
                .vec(patient.getBytes(StandardCharsets.UTF_8))
                .vec(image.getBytes(StandardCharsets.UTF_8))
                .vec(content.toByteArray())
                .toByteArray());
  }

  /** The record of all members, under this site's own key of all its records. */
  CohortRecord record(SecretBytes key) throws IOException {
    CohortRecord.Builder cohort = CohortRecord.keyedWith(key, size);
    members.forEach(
        member -> {
          FvcReader in = FvcReader.unlabelled(member);
          cohort.add(text(in), text(in), in.vec(MOST_TEXT));
        });
    return cohort.build();
  }

  private static String text(FvcReader in) {
    return new String(in.vec(MOST_TEXT), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    members.close();
  }
}
