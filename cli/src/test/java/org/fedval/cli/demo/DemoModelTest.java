package org.fedval.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.cohort.CohortReader;
import org.fedval.agent.cohort.ReferenceStandard;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.inference.OnnxEngine;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.agent.preprocess.PreprocessingRecipe;
import org.fedval.cli.demo.synthetic.SyntheticHospitals;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.study.CohortRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoModelTest {
  private static final List<String> FINDINGS = List.of("nodule", "effusion");

  @TempDir private Path folder;

  private record Scored(List<ReferenceLabel> labels, float[] scores) {}

  private static ModelSpec spec() throws Exception {
    try (InputStream yaml = DemoModel.class.getResourceAsStream("/demo/model-spec.yaml")) {
      assertThat(yaml).isNotNull();
      return ModelSpecReader.read("demo/model-spec.yaml", yaml.readAllBytes());
    }
  }

  @Test
  void the_model_is_the_same_every_time_it_is_built() {
    assertThat(DemoModel.build()).isEqualTo(DemoModel.build());
  }

  @Test
  void the_model_is_good_but_not_perfect_on_the_default_hospitals() throws Exception {
    SyntheticHospitals.write(folder, 3, 1);

    List<Scored> cases = new ArrayList<>();
    try (OnnxEngine engine = OnnxEngine.load(DemoModel.build(), spec(), 2)) {
      for (int site = 1; site <= 3; site++) {
        cases.addAll(score(engine, folder.resolve("site-" + site)));
      }
    }

    for (int finding = 0; finding < FINDINGS.size(); finding++) {
      double auroc = auroc(cases, finding);
      double sensitivity = shareCalled(cases, finding, ReferenceLabel.POSITIVE);
      double specificity = 1 - shareCalled(cases, finding, ReferenceLabel.NEGATIVE);
      System.out.printf(
          "%s: AUROC %.3f, at 0.3 sensitivity %.3f and specificity %.3f, %d images%n",
          FINDINGS.get(finding), auroc, sensitivity, specificity, cases.size());
      assertThat(auroc).isBetween(0.80, 0.98);
      assertThat(sensitivity).isBetween(0.80, 0.97);
      assertThat(specificity).isBetween(0.55, 0.95);
    }
  }

  private static List<Scored> score(OnnxEngine engine, Path site) throws Exception {
    PreprocessingRecipe recipe = new PreprocessingRecipe(spec().preprocessing());
    InputTensor batch = new InputTensor(spec().input(), 1);
    float[] plane = new float[recipe.planeSize()];
    List<CohortEntry.Included> included = new ArrayList<>();
    new CohortReader(
            new FolderSource(site),
            ReferenceStandard.read(site.resolve("labels.csv"), FINDINGS),
            CohortRule.ANY,
            new SubgroupLevels(List.of()))
        .read(
            entry -> {
              if (entry instanceof CohortEntry.Included in) {
                included.add(in);
              }
            });
    List<Scored> scored = new ArrayList<>();
    for (CohortEntry.Included entry : included) {
      try {
        recipe.apply(entry.object().pixels(), plane);
      } catch (DicomFault unreadable) {
        continue;
      }
      batch.clear();
      batch.add(plane);
      scored.add(new Scored(entry.cohortCase().labels(), engine.score(batch)[0]));
    }
    return scored;
  }

  private static List<Double> scores(List<Scored> cases, int finding, ReferenceLabel label) {
    return cases.stream()
        .filter(c -> c.labels().get(finding) == label)
        .map(c -> (double) c.scores()[finding])
        .toList();
  }

  private static double auroc(List<Scored> cases, int finding) {
    double wins = 0;
    List<Double> negatives = scores(cases, finding, ReferenceLabel.NEGATIVE);
    List<Double> positives = scores(cases, finding, ReferenceLabel.POSITIVE);
    for (double positive : positives) {
      for (double negative : negatives) {
        wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }
    return wins / ((double) positives.size() * negatives.size());
  }

  private static double shareCalled(List<Scored> cases, int finding, ReferenceLabel label) {
    List<Double> all = scores(cases, finding, label);
    return all.stream().filter(score -> score >= 0.3).count() / (double) all.size();
  }
}
