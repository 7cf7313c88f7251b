package org.fedval.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.cohort.CohortReader;
import org.fedval.agent.cohort.ReferenceStandard;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.TinyModels;
import org.fedval.wire.study.CohortRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortFeedTest {
  @TempDir private Path site;
  @TempDir private Path models;

  @Test
  void a_site_is_scored_with_its_labels_and_repeated_pictures_are_counted() throws Exception {
    for (String uid : List.of("2.25.1", "2.25.2", "2.25.3")) {
      Files.write(site.resolve(uid + ".dcm"), SampleImages.bytes(SampleImages.image(uid).build()));
    }
    Files.write(site.resolve("junk.dcm"), new byte[] {1, 2, 3});
    Files.writeString(
        site.resolve("labels.csv"),
        "sop_instance_uid,patient_id,dark\n2.25.1,P-1,1\n2.25.2,P-2,0\n");
    CohortFeed feed =
        new CohortFeed(
            new CohortReader(
                new FolderSource(site),
                ReferenceStandard.read(site.resolve("labels.csv"), List.of("dark")),
                CohortRule.ANY,
                new SubgroupLevels(List.of())));
    List<String> ends = new ArrayList<>();

    try (LockedModel model = LockedModel.open(TinyModels.bundle(models), 1)) {
      new EvaluationRun(model, RunSettings.forCores(2))
          .run(feed, outcome -> ends.add(word(outcome)), Progress.SILENT);
    }

    assertThat(ends).containsExactly("P-1", "P-2", "NO_LABEL_ROW", "NOT_DICOM");
    assertThat(feed.repeatedPictures()).isEqualTo(1);
    assertThat(feed.quality().orElseThrow().cases()).isEqualTo(2);
  }

  private static String word(CaseOutcome<CohortEntry> outcome) {
    return outcome.match(
        scored ->
            scored
                .subject()
                .<String>match(
                    included -> included.cohortCase().patientKey(), excluded -> "not a case"),
        excluded -> excluded.reason().name());
  }
}
