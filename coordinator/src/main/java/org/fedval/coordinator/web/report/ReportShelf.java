package org.fedval.coordinator.web.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.web.study.StudyAddress;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The published reports, those read last kept ready: a page of one is then a page of bytes.
 * Thread-safe.
 */
public final class ReportShelf {
  private static final int READY = 8;

  private final ReportRepository reports;
  private final Map<Sha256Digest, BoundReport> ready = new LinkedHashMap<>(16, 0.75f, true);

  public ReportShelf(ReportRepository reports) {
    this.reports = reports;
  }

  /** Empty when the study has no published report. */
  Optional<BoundReport> find(Sha256Digest study) {
    synchronized (ready) {
      BoundReport known = ready.get(study);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<BoundReport> read =
        reports
            .find(study.toByteArray())
            .map(stored -> BoundReport.bind(stored, study, StudyAddress.report(study)));
    read.ifPresent(report -> keep(study, report));
    return read;
  }

  /** The flow of images of a published study as an SVG picture; empty when there is none. */
  public String attrition(Sha256Digest study) {
    return find(study).map(BoundReport::attrition).orElse("");
  }

  private void keep(Sha256Digest study, BoundReport report) {
    synchronized (ready) {
      ready.put(study, report);
      if (ready.size() > READY) {
        ready.remove(ready.keySet().iterator().next());
      }
    }
  }
}
