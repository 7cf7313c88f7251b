package org.fedval.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.ReferenceData;
import org.fedval.agent.inference.TinyModels;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.bundle.ModelSpecReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceScoresTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"smallnet", "densenet121"})
  void every_readable_image_scores_as_the_reference_did(String name) throws Exception {
    Path data = ReferenceData.folder();
    Map<String, float[]> reference = reference(data.resolve("model/scores/" + name + "-cxr.csv"));
    Set<String> lossy = lossy(data.resolve("cxr/metadata.csv"));
    Path example = ReferenceData.example(name + ".yaml");
    ModelSpec spec = ModelSpecReader.read(name, Files.readAllBytes(example));
    byte[] onnx = Files.readAllBytes(data.resolve("model/" + name + ".onnx"));
    LockedBundle bundle = TinyModels.bundle(folder, onnx, spec);
    Deviation deviation = new Deviation(reference, lossy);

    EvaluationRun.Summary summary;
    try (LockedModel model = LockedModel.open(bundle, 2)) {
      summary =
          new EvaluationRun(model, RunSettings.forCores(2))
              .run(
                  new UnlabelledFeed(new FolderSource(data.resolve("cxr"))),
                  deviation::take,
                  Progress.SILENT);
    }

    System.out.printf(
        "%s: %d scored, max deviation %.3g (lossy %.3g), excluded %s%n",
        name, summary.scored(), deviation.max, deviation.maxLossy, summary.excluded());
    assertThat(deviation.max).isLessThanOrEqualTo(1e-4);
    assertThat(deviation.maxLossy).isLessThanOrEqualTo(0.02);
    assertThat(summary.scored()).isGreaterThanOrEqualTo(426);
    assertThat(summary.scored() + summary.excluded().getOrDefault(Exclusion.TRANSFER_SYNTAX, 0L))
        .isEqualTo(reference.size());
  }

  private static final class Deviation {
    private final Map<String, float[]> reference;
    private final Set<String> lossy;
    private double max;
    private double maxLossy;

    Deviation(Map<String, float[]> reference, Set<String> lossy) {
      this.reference = reference;
      this.lossy = lossy;
    }

    void take(CaseOutcome<UnlabelledFeed.Image> outcome) {
      if (outcome instanceof CaseOutcome.Scored<UnlabelledFeed.Image> scored) {
        String uid = String.valueOf(scored.subject().sopInstanceUid());
        float[] expected = reference.getOrDefault(uid, new float[0]);
        assertThat(expected).as("an image of the reference").hasSameSizeAs(scored.scores());
        for (int f = 0; f < expected.length; f++) {
          double deviation = Math.abs((double) expected[f] - scored.scores()[f]);
          if (lossy.contains(uid)) {
            maxLossy = Math.max(maxLossy, deviation);
          } else {
            max = Math.max(max, deviation);
          }
        }
      }
    }
  }

  private static Map<String, float[]> reference(Path csv) throws Exception {
    Map<String, float[]> scores = new HashMap<>();
    List<String> lines = Files.readAllLines(csv);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      float[] row = new float[cells.length - 1];
      for (int f = 0; f < row.length; f++) {
        row[f] = Float.parseFloat(cells[f + 1]);
      }
      scores.put(cells[0], row);
    }
    return scores;
  }

  private static Set<String> lossy(Path metadata) throws Exception {
    Set<String> uids = new HashSet<>();
    List<String> lines = Files.readAllLines(metadata);
    List<String> header = List.of(lines.get(0).split(",", -1));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells[header.indexOf("lossy_encoded")].equals("1")) {
        uids.add(cells[header.indexOf("sop_instance_uid")]);
      }
    }
    return uids;
  }
}
