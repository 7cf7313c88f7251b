package org.fedval.agent.page;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.admin.Told;
import org.fedval.agent.approval.ApprovalBook;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.journal.Quarantine;
import org.fedval.wire.mtls.CertificateFiles;
import org.jspecify.annotations.Nullable;

/** Gathers what the page shows from the running agent and its home. Thread-safe. */
public final class PageSource {
  private final Parts parts;
  private final DataTally data;

  /**
   * Where the facts come from.
   *
   * @param site the site's id
   * @param told the agent's last sentences, newest first
   * @param studyNow the study that the agent is busy with; empty while it waits
   * @param answered when the coordinator answered last
   */
  public record Parts(
      AgentHome home,
      String site,
      Supplier<LocalStatus> status,
      Supplier<List<Told>> told,
      Supplier<String> studyNow,
      Supplier<Optional<Instant>> answered,
      ApprovalBook approvals,
      CaseJournals journals,
      Quarantine quarantine,
      Clock clock) {}

  public PageSource(Parts parts) {
    this.parts = parts;
    this.data = new DataTally(parts.journals(), parts.home().dataQuality(), parts.clock());
  }

  PageFacts facts() throws IOException {
    return new PageFacts(
        parts.site(),
        parts.home().root().toString(),
        parts.clock().instant(),
        parts.status().get(),
        parts.studyNow().get(),
        parts.approvals().all(),
        parts.told().get(),
        parts.quarantine().reasons(),
        parts.answered().get().orElse(null),
        certificateEnds(),
        data.studies());
  }

  private @Nullable Instant certificateEnds() {
    try {
      return CertificateFiles.read(parts.home().tlsChainFile()).get(0).getNotAfter().toInstant();
    } catch (IOException e) {
      return null;
    }
  }
}
