package org.fedval.cli.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.fedval.agent.cohort.CsvRows;
import org.fedval.agent.cohort.ReferenceStandard;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.cli.evaluate.CsvFile.InputSummary;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/** Labels and attributes of all images, by SOP Instance UID. Not thread-safe. */
final class KnownImages {
  private static final String MODALITY = "modality";
  private static final String REFUSAL = "cohort_rule";
  private static final Set<Exclusion> RULES =
      EnumSet.range(Exclusion.NOT_ELIGIBLE, Exclusion.NOT_CHOSEN);
  private static final int MOST_TEXTS = 10_000;

  private final List<String> findings;
  private final SubgroupLevels levels;
  private final List<Map<String, Integer>> levelOfText = new ArrayList<>();
  private final @Nullable String siteColumn;
  private final Map<String, KnownImage> images = new HashMap<>();
  private long labelled;
  private boolean tellsSites;
  private boolean tellsModality;
  private boolean tellsPatients;
  private boolean tellsRefusals;

  /**
   * @param siteColumn null where sites are not told apart
   */
  KnownImages(List<String> findings, List<Subgroup> subgroups, @Nullable String siteColumn) {
    this.findings = findings;
    this.levels = SubgroupLevels.ofColumns(subgroups);
    subgroups.forEach(s -> levelOfText.add(new HashMap<>()));
    this.siteColumn = siteColumn;
  }

  InputSummary readLabels(Path file) throws CliException, IOException {
    try (CsvFile in = CsvFile.open(file)) {
      int uidColumn = in.required(CsvFile.UID, "joins the files");
      Integer patientColumn = in.column(CsvFile.PATIENT);
      Integer site = siteColumn(in);
      int[] columns = new int[findings.size()];
      for (int f = 0; f < columns.length; f++) {
        columns[f] = in.required(findings.get(f), "the plan lists under 'findings'");
      }
      tellsPatients |= patientColumn != null;
      for (CsvRows.Row row = in.next(); row != null; row = in.next()) {
        KnownImage image = image(in.filled(row, uidColumn, CsvFile.UID));
        String patient =
            patientColumn == null ? null : in.filled(row, patientColumn, CsvFile.PATIENT);
        byte[] labels = new byte[columns.length];
        for (int f = 0; f < columns.length; f++) {
          labels[f] = (byte) label(in, row, columns[f], findings.get(f)).ordinal();
        }
        labelled += image.hasLabels() ? 0 : 1;
        if (!image.setLabels(labels, patient)) {
          throw in.fault(row, "it contradicts an earlier line of the same image; keep one.");
        }
        setSite(in, row, image, site);
      }
      return in.summary();
    }
  }

  private static ReferenceLabel label(CsvFile in, CsvRows.Row row, int column, String finding)
      throws CliException {
    Optional<ReferenceLabel> label = ReferenceStandard.label(row.fields().get(column));
    if (label.isEmpty()) {
      throw in.fault(row, "'" + finding + "' is something other than 1, 0 or nothing.");
    }
    return label.get();
  }

  InputSummary readAttributes(Path file) throws CliException, IOException {
    try (CsvFile in = CsvFile.open(file)) {
      int uidColumn = in.required(CsvFile.UID, "joins the files");
      Integer patientColumn = in.column(CsvFile.PATIENT);
      Integer modality = in.column(MODALITY);
      Integer refusal = in.column(REFUSAL);
      Integer site = siteColumn(in);
      List<Subgroup> subgroups = levels.subgroups();
      int[] columns = new int[subgroups.size()];
      for (int a = 0; a < columns.length; a++) {
        columns[a] = in.required(subgroups.get(a).attribute(), "the plan lists under 'subgroups'");
      }
      tellsPatients |= patientColumn != null;
      tellsModality |= modality != null;
      tellsRefusals |= refusal != null;
      for (CsvRows.Row row = in.next(); row != null; row = in.next()) {
        KnownImage image = image(in.filled(row, uidColumn, CsvFile.UID));
        int[] of = new int[columns.length];
        for (int a = 0; a < columns.length; a++) {
          of[a] = level(in, row, columns[a], a);
        }
        if (!image.setAttributes(
            of,
            CsvFile.value(row, patientColumn),
            CsvFile.value(row, modality),
            refusal(in, row, refusal))) {
          throw in.fault(row, "it contradicts an earlier line of the same image; keep one.");
        }
        setSite(in, row, image, site);
      }
      return in.summary();
    }
  }

  private static @Nullable Exclusion refusal(CsvFile in, CsvRows.Row row, @Nullable Integer column)
      throws CliException {
    String code = CsvFile.value(row, column);
    for (Exclusion rule : RULES) {
      if (rule.name().equals(code)) {
        return rule;
      }
    }
    if (code != null) {
      throw in.fault(row, "'" + REFUSAL + "' is none of the codes that fedval infer writes.");
    }
    return null;
  }

  private int level(CsvFile in, CsvRows.Row row, int column, int subgroup) throws CliException {
    String text = row.fields().get(column);
    Map<String, Integer> known = levelOfText.get(subgroup);
    Integer seen = known.get(text);
    if (seen != null) {
      return seen;
    }
    OptionalInt level = levels.ofText(subgroup, text);
    if (level.isEmpty()) {
      Subgroup of = levels.subgroups().get(subgroup);
      throw in.fault(
          row,
          "'%s' is neither a whole number nor one of %s."
              .formatted(of.attribute(), String.join(", ", of.allLevels())));
    }
    if (known.size() < MOST_TEXTS) {
      known.put(text, level.getAsInt());
    }
    return level.getAsInt();
  }

  private KnownImage image(String uid) {
    return images.computeIfAbsent(uid, KnownImage::new);
  }

  private @Nullable Integer siteColumn(CsvFile in) {
    Integer column = siteColumn == null ? null : in.column(siteColumn);
    tellsSites |= column != null;
    return column;
  }

  private void setSite(CsvFile in, CsvRows.Row row, KnownImage image, @Nullable Integer column)
      throws CliException {
    String name = siteColumn;
    if (column == null || name == null) {
      return;
    }
    if (!image.setSite(in.filled(row, column, name))) {
      throw in.fault(row, "it names another site than an earlier line of the same image.");
    }
  }

  /** What is known of an image; null for nothing. */
  @Nullable KnownImage get(String uid) {
    return images.get(uid);
  }

  /** Images with a row in the labels. */
  long labelled() {
    return labelled;
  }

  SubgroupLevels levels() {
    return levels;
  }

  /** Whether a file read so far has the column of sites. */
  boolean tellsSites() {
    return tellsSites;
  }

  boolean tellsModality() {
    return tellsModality;
  }

  /** Whether the attributes say which images the plan's further cohort rules leave out. */
  boolean tellsRefusals() {
    return tellsRefusals;
  }

  boolean tellsPatients() {
    return tellsPatients;
  }
}
