package org.fedval.agent.cohort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.dicom.DataSetBuilder;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.study.CohortRule;
import org.fedval.wire.study.LabelProvenance;
import org.fedval.wire.study.StudyYaml;

/** A hospital of a few images, with the files in which it describes them. */
final class SiteFolder {
  private static final List<String> FINDINGS = List.of("covid");

  private final Path folder;
  private LabelRule rule = LabelRule.SINGLE;
  private LabelProvenance provenance;
  private Path attributes;
  private Path optOut;
  private final StringBuilder labels = new StringBuilder("sop_instance_uid,patient_id,covid\n");

  SiteFolder(Path folder) {
    this.folder = folder;
  }

  /** An image with a label row of a patient. */
  SiteFolder image(String uid, String patient, DataSetBuilder image) throws IOException {
    labels.append(uid).append(',').append(patient).append(",1\n");
    return unlabelled(uid, image);
  }

  SiteFolder unlabelled(String uid, DataSetBuilder image) throws IOException {
    Files.createDirectories(folder.resolve("dicom"));
    Files.write(folder.resolve("dicom").resolve(uid), SampleImages.bytes(image.build()));
    return this;
  }

  /** In place of the rows that the images made. */
  SiteFolder labels(String csv) {
    labels.setLength(0);
    labels.append(csv);
    return this;
  }

  SiteFolder rule(LabelRule of) {
    rule = of;
    return this;
  }

  SiteFolder provenance(LabelProvenance of) {
    provenance = of;
    return this;
  }

  SiteFolder attributes(String yaml) throws IOException {
    attributes =
        Files.writeString(
            folder.resolve("attributes.yaml"),
            "schema: fedval.attributes/v1\nattributes:\n" + yaml.indent(2));
    return this;
  }

  SiteFolder optOut(String modes, String... patients) throws IOException {
    optOut = Files.writeString(folder.resolve("opt-out.txt"), String.join("\n", patients));
    Files.setPosixFilePermissions(optOut, PosixFilePermissions.fromString(modes));
    return this;
  }

  CohortFiles files() throws IOException {
    Path file = Files.writeString(folder.resolve("labels.csv"), labels);
    return new CohortFiles(file, rule, provenance, attributes, optOut);
  }

  /** What became of each image: a case's levels and label, or the reason against it. */
  record Outcome(Map<String, String> words, DataQuality quality, List<CohortEntry> entries) {}

  Outcome read(CohortRule cohort, Subgroup... subgroups) throws Exception {
    Map<String, String> words = new LinkedHashMap<>();
    List<CohortEntry> entries = new ArrayList<>();
    DataQuality quality =
        files()
            .reader(new FolderSource(folder), cohort, FINDINGS, List.of(subgroups))
            .read(
                entry -> {
                  entries.add(entry);
                  words.put(entry.object().place().substring(6), word(entry, subgroups));
                });
    return new Outcome(words, quality, entries);
  }

  private static String word(CohortEntry entry, Subgroup... subgroups) {
    return entry.match(
        included -> {
          StringBuilder words = new StringBuilder(included.cohortCase().labels().get(0).name());
          for (int i = 0; i < subgroups.length; i++) {
            int level = included.cohortCase().levels()[i];
            words.append(' ').append(subgroups[i].allLevels().get(level));
          }
          return words.toString();
        },
        excluded -> excluded.reason().name());
  }

  /** The cohort rule of a plan with this section. */
  static CohortRule rule(String section) throws Exception {
    String plan =
        "schema: fedval.study/v1\ntask: classification\nunit: image\nid: s\ntitle: t\n"
            + "findings: [covid]\ncohort:\n"
            + section.indent(2);
    return StudyYaml.parse(plan.getBytes(StandardCharsets.UTF_8)).cohort();
  }
}
