package org.fedval.cli.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.agent.cohort.CsvRows;
import org.fedval.cli.evaluate.CsvFile.InputSummary;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.wire.study.CohortRule;
import org.jspecify.annotations.Nullable;

/**
 * The cases of each site, joined from scores, labels and attributes. An image is a case or counts
 * under the first exclusion that applies, as at a site of a federation. Not thread-safe.
 */
final class LocalCases {
  private static final String ONE_PLACE = "";
  private static final int PATIENT_KEY_BYTES = 32;

  /** A number in another form, such as hexadecimal, is none. */
  private static final String DECIMAL = "0123456789+-.eE";

  private static final Set<String> NO_NUMBER =
      Set.of("", "nan", "inf", "infinity", "+inf", "+infinity", "-inf", "-infinity", "null", "na");

  private final CounterLayout layout;
  private final KnownImages known;
  private final CohortRule cohort;
  private final @Nullable String siteColumn;
  private final byte[] patientKey = new byte[PATIENT_KEY_BYTES];
  private final Map<String, Site> sites = new TreeMap<>();
  private final int[] unknownLevels;
  private long joined;
  private long withoutAttributes;
  private long withoutSite;

  private static final class Site {
    private final Accumulator counts;
    private final Set<String> uids = new HashSet<>();

    Site(Accumulator counts) {
      this.counts = counts;
    }
  }

  /**
   * @param siteColumn null where sites are not told apart
   */
  LocalCases(StudyPlan plan, CohortRule cohort, KnownImages known, @Nullable String siteColumn) {
    this.layout = CounterLayout.of(plan);
    this.known = known;
    this.cohort = cohort;
    this.siteColumn = siteColumn;
    this.unknownLevels =
        plan.subgroups().stream().mapToInt(s -> s.allLevels().size() - 1).toArray();
    new SecureRandom().nextBytes(patientKey);
  }

  /** Counts every row of the scores. */
  InputSummary readScores(Path file) throws CliException, IOException {
    try (CsvFile in = CsvFile.open(file)) {
      int uidColumn = in.required(CsvFile.UID, "joins the files");
      List<String> findings = layout.plan().findings();
      int[] columns = new int[findings.size()];
      for (int f = 0; f < columns.length; f++) {
        columns[f] = in.required(findings.get(f), "the plan lists under 'findings'");
      }
      Integer siteAt = siteColumn == null ? null : in.column(siteColumn);
      if (siteColumn != null && siteAt == null && !known.tellsSites()) {
        throw new CliException(
            "--sites-column: none of the files has a column '%s'.".formatted(siteColumn));
      }
      double[] scores = new double[columns.length];
      for (CsvRows.Row row = in.next(); row != null; row = in.next()) {
        String uid = in.filled(row, uidColumn, CsvFile.UID);
        KnownImage image = known.get(uid);
        String place = place(in, row, siteAt, image);
        for (int f = 0; f < columns.length; f++) {
          scores[f] = score(in, row, columns[f], findings.get(f));
        }
        if (place == null) {
          withoutSite++;
        } else {
          count(site(place), image == null ? uid : image.uid(), image, scores);
        }
      }
      return in.summary();
    }
  }

  private @Nullable String place(
      CsvFile in, CsvRows.Row row, @Nullable Integer siteAt, @Nullable KnownImage image)
      throws CliException {
    if (siteColumn == null) {
      return ONE_PLACE;
    }
    String elsewhere = image == null ? null : image.site();
    if (siteAt == null) {
      return elsewhere;
    }
    String here = in.filled(row, siteAt, siteColumn);
    if (elsewhere != null && !elsewhere.equals(here)) {
      throw in.fault(row, "it names another site than the labels or attributes of the same image.");
    }
    return here;
  }

  /**
   * Not a number for what is no score; anything that is no number at all is a fault of the file.
   */
  private static double score(CsvFile in, CsvRows.Row row, int column, String finding)
      throws CliException {
    String text = row.fields().get(column).strip();
    if (NO_NUMBER.contains(text.toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    if (isDecimal(text)) {
      try {
        return Double.parseDouble(text) + 0.0; // never -0.0
      } catch (NumberFormatException notDecimal) {
        throw in.fault(row, "the score of '" + finding + "' is not a number.");
      }
    }
    throw in.fault(row, "the score of '" + finding + "' is not a number.");
  }

  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (DECIMAL.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean areScores(double[] scores) {
    for (double score : scores) {
      if (!(score >= 0 && score <= 1)) {
        return false;
      }
    }
    return true;
  }

  private void count(Site site, String uid, @Nullable KnownImage image, double[] scores) {
    if (!site.uids.add(uid)) {
      site.counts.exclude(null, Exclusion.DUPLICATE_INSTANCE);
      return;
    }
    if (image == null || !image.hasLabels()) {
      site.counts.exclude(null, Exclusion.NO_LABEL_ROW);
      return;
    }
    joined++;
    Exclusion outside = outside(image);
    if (outside != null) {
      site.counts.exclude(image.patientKey(), outside);
    } else if (!areScores(scores)) {
      site.counts.exclude(image.patientKey(), Exclusion.NON_FINITE_SCORE);
    } else {
      withoutAttributes += image.hasAttributes() ? 0 : 1;
      int[] levels = image.levels();
      site.counts.add(
          new CaseRecord(
              image.patientKey(), scores, image.labels(), levels == null ? unknownLevels : levels));
    }
  }

  /** Counts every file that {@code fedval infer} could not score. */
  InputSummary readExcluded(Path file) throws CliException, IOException {
    try (CsvFile in = CsvFile.open(file)) {
      int uidColumn = in.required(CsvFile.UID, "joins the files");
      int reasonColumn = in.required("reason", "says why a file has no score");
      Integer siteAt = siteColumn == null ? null : in.column(siteColumn);
      for (CsvRows.Row row = in.next(); row != null; row = in.next()) {
        Exclusion reason = reason(in, row, reasonColumn);
        String uid = CsvFile.value(row, uidColumn);
        KnownImage image = uid == null ? null : known.get(uid);
        String place = place(in, row, siteAt, image);
        if (place == null) {
          withoutSite++;
          continue;
        }
        exclude(site(place), uid, image, reason);
      }
      return in.summary();
    }
  }

  private void exclude(
      Site site, @Nullable String uid, @Nullable KnownImage image, Exclusion reason) {
    if (reason.compareTo(Exclusion.DUPLICATE_INSTANCE) <= 0) {
      site.counts.exclude(null, reason);
    } else if (uid != null && !site.uids.add(uid)) {
      site.counts.exclude(null, Exclusion.DUPLICATE_INSTANCE);
    } else if (image == null || !image.hasLabels()) {
      site.counts.exclude(null, Exclusion.NO_LABEL_ROW);
    } else {
      joined++;
      Exclusion outside = outside(image);
      site.counts.exclude(image.patientKey(), outside == null ? reason : outside);
    }
  }

  private static Exclusion reason(CsvFile in, CsvRows.Row row, int column) throws CliException {
    String code = row.fields().get(column).strip();
    return Arrays.stream(Exclusion.values())
        .filter(e -> e.name().equals(code))
        .findFirst()
        .orElseThrow(() -> in.fault(row, "the reason is none that fedval infer writes."));
  }

  private @Nullable Exclusion outside(KnownImage image) {
    return known.tellsModality() && !cohort.admits(image.modality())
        ? Exclusion.NOT_ELIGIBLE
        : image.refusal();
  }

  private Site site(String name) {
    return sites.computeIfAbsent(name, n -> new Site(new Accumulator(layout, patientKey)));
  }

  /** Ends the collection: the cases of each site, in the order of {@link #siteNames}. */
  List<CaseTable> freeze() {
    List<CaseTable> tables = new ArrayList<>();
    sites.values().forEach(site -> tables.add(site.counts.cases()));
    return tables;
  }

  /** The sites that have any row; empty where sites are not told apart. */
  List<String> siteNames() {
    return siteColumn == null ? List.of() : List.copyOf(sites.keySet());
  }

  /** Images with a row in the labels. */
  long joined() {
    return joined;
  }

  /** Cases without a row in the attributes. */
  long withoutAttributes() {
    return withoutAttributes;
  }

  /** Rows that no site could be found for, so that they are in no count. */
  long withoutSite() {
    return withoutSite;
  }
}
