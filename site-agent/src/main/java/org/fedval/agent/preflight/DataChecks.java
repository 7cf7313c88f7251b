package org.fedval.agent.preflight;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fedval.agent.cohort.CsvRows;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.PolicyFile;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.source.ConfiguredSource;
import org.fedval.agent.worker.Workers;
import org.fedval.wire.bundle.LockedBundle;
import org.jspecify.annotations.Nullable;

/** Whether images, labels and a model can be used. */
final class DataChecks {
  private static final int SAMPLE = 25;
  private static final List<String> KEYS = List.of("sop_instance_uid", "patient_id");

  private final AgentHome home;
  private final @Nullable Path bundle;

  DataChecks(AgentHome home, @Nullable Path bundle) {
    this.home = home;
    this.bundle = bundle;
  }

  /** Ends a pass once the sample is full. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super(null, null, false, false);
    }
  }

  CheckLine dicom() throws Exception {
    AgentConfig config = AgentConfig.read(home);
    ConfiguredSource source = new ConfiguredSource(config, home);
    String data = source.place();
    int[] seenAndUnread = new int[2];
    try {
      source.open(sentence -> {}).forEach(object -> sample(object, seenAndUnread));
    } catch (Enough enough) {
      // The sample is full.
    }
    int seen = seenAndUnread[0];
    int unread = seenAndUnread[1];
    if (seen == 0) {
      return CheckLine.fix(
          "dicom", "No DICOM image is in " + data + "; correct data or source in agent.yaml.");
    }
    return unread == seen
        ? CheckLine.fix(
            "dicom",
            "None of the first %d images of %s can be read as DICOM; look with 'fedval dicom inspect'."
                .formatted(seen, data))
        : CheckLine.ok(
            "dicom",
            "%d of the first %d images of %s can be read.".formatted(seen - unread, seen, data));
  }

  private static void sample(DicomObject object, int[] seenAndUnread) {
    seenAndUnread[0]++;
    try {
      var unused = object.read();
    } catch (DicomFault e) {
      seenAndUnread[1]++;
    }
    if (seenAndUnread[0] == SAMPLE) {
      throw new Enough();
    }
  }

  CheckLine labels() throws Exception {
    AgentConfig config = AgentConfig.read(home);
    Path labels = config.labelsFile(home);
    if (!Files.isRegularFile(labels)) {
      return CheckLine.fix(
          "labels", labels + " does not exist; write it, or set labels in agent.yaml.");
    }
    List<String> findings = PolicyFile.read(home).findings();
    if (findings != null) {
      long rows = config.cohortFiles(home).labelRows(findings);
      return CheckLine.ok(
          "labels", "%d rows with %s.".formatted(rows, String.join(", ", findings)));
    }
    return header(labels);
  }

  /** Which findings a study will ask for is not known, so columns are named and not read. */
  private static CheckLine header(Path labels) throws IOException, LabelsException {
    try (Reader in = Files.newBufferedReader(labels, StandardCharsets.UTF_8)) {
      CsvRows rows = new CsvRows(in, "the labels file");
      List<String> columns =
          rows.next().map(CsvRows.Row::fields).orElse(List.of()).stream()
              .map(c -> c.replace("\uFEFF", "").strip())
              .toList();
      if (!columns.containsAll(KEYS) || columns.size() <= KEYS.size()) {
        return CheckLine.fix(
            "labels",
            labels + " needs the columns sop_instance_uid, patient_id and one for each finding.");
      }
      long count = 0;
      while (rows.next().isPresent()) {
        count++;
      }
      List<String> others = columns.stream().filter(c -> !KEYS.contains(c)).toList();
      return CheckLine.ok(
          "labels", "%d rows; columns %s.".formatted(count, String.join(", ", others)));
    }
  }

  CheckLine canaries() throws Exception {
    if (bundle == null) {
      return LastCanaries.of(home)
          .map(last -> CheckLine.ok("canaries", last.sentence()))
          .orElseGet(
              () ->
                  CheckLine.skipped(
                      "canaries",
                      "None ran here yet: a study's model is sealed until the study runs. Ask the vendor for the plain bundle and give it with --bundle FILE."));
    }
    LockedBundle locked = LockedBundle.read(bundle);
    Workers workers = new Workers(AgentConfig.read(home).inference(home));
    try (LockedModel model =
        LockedModel.open(locked, (onnx, ports) -> workers.start(onnx, ports, lost -> {}))) {
      return CheckLine.ok(
          "canaries",
          "%d canaries give the vendor's scores; the largest deviation is %.2g."
              .formatted(model.canaries().canaries(), model.canaries().maxDeviation()));
    }
  }
}
