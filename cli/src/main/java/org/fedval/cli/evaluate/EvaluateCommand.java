package org.fedval.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fedval.cli.evaluate.CsvFile.InputSummary;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyYaml;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval evaluate}: the numbers of a study from files on this machine. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Compute a plan's numbers from scores and labels on this machine, as a federation would."
          + " Local only: nothing leaves this machine.",
      "The files are joined on sop_instance_uid. Labels are 1, 0 or empty. Without --sites-column"
          + " all images are your own and nothing is suppressed; with it, the numbers are those of"
          + " a federation of these sites, suppression included."
    },
    footer = {
      "",
      "Example:",
      "  fedval infer --bundle net.fvb --data dicom --plan study.yaml --out scores.csv",
      "  fedval evaluate --scores scores.csv --labels labels.csv \\",
      "    --attributes scores.csv.attributes.csv --plan study.yaml --out m.json --table"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final int MAX_PLAN_BYTES = 256 * 1024;

  @Option(
      names = "--scores",
      required = true,
      paramLabel = "FILE",
      description =
          "CSV: sop_instance_uid, then a column a finding, from 0 to 1. FILE.excluded.csv and"
              + " FILE.points.csv of fedval infer are read where they exist.")
  private Path scores;

  @Option(
      names = "--labels",
      required = true,
      paramLabel = "FILE",
      description = "CSV: sop_instance_uid, patient_id if known, a column a finding.")
  private Path labels;

  @Option(
      names = "--attributes",
      paramLabel = "FILE",
      description =
          "CSV: sop_instance_uid, patient_id, modality if known, a column a subgroup attribute with"
              + " levels of the plan, other, unknown or raw values.")
  private @Nullable Path attributes;

  @Option(names = "--plan", required = true, paramLabel = "FILE", description = "The study plan.")
  private Path planFile;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The JSON to write, schema fedval.metrics/v1.")
  private Path out;

  @Option(
      names = "--sites-column",
      paramLabel = "NAME",
      description = "The column, in any of the files, that names each image's site.")
  private @Nullable String sitesColumn;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "The .fvb file whose operating points the plan names.")
  private @Nullable Path bundleFile;

  @Option(names = "--table", description = "Also print the rows as a table.")
  private boolean table;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public EvaluateCommand() {}

  @Override
  public Integer call() throws Exception {
    if (out.getParent() != null && !Files.isDirectory(out.getParent())) {
      throw new CliException("the folder " + out.getParent() + " does not exist; make it first.");
    }
    StudyDocument document =
        StudyYaml.parse(InputFile.read(planFile, MAX_PLAN_BYTES), planFile.toString());
    LockedBundle bundle = bundleFile == null ? null : LockedBundle.read(bundleFile);
    Map<String, Double> thresholds = Thresholds.of(document, bundle, scores);
    StudyPlan plan = document.bindLocally(thresholds);

    Map<String, InputSummary> inputs = new LinkedHashMap<>();
    KnownImages known = new KnownImages(plan.findings(), plan.subgroups(), sitesColumn);
    inputs.put("labels", known.readLabels(labels));
    if (attributes != null) {
      inputs.put("attributes", known.readAttributes(attributes));
    }
    LocalCases cases = new LocalCases(plan, document.cohort(), known, sitesColumn);
    inputs.put("scores", cases.readScores(scores));
    Path excluded = scores.resolveSibling(scores.getFileName() + ".excluded.csv");
    if (Files.isRegularFile(excluded)) {
      inputs.put("excluded", cases.readExcluded(excluded));
    }
    if (cases.joined() == 0) {
      throw new CliException(
          "no image of %s has a row in %s; check that both use the same sop_instance_uid."
              .formatted(scores, labels));
    }
    List<CaseTable> tables = cases.freeze();
    List<String> sites = cases.siteNames();
    LocalStudy study;
    if (sitesColumn == null) {
      study = LocalStudy.ofOnePlace(plan, tables.get(0));
    } else {
      plan = document.bind(thresholds, findings(bundle, plan), sites.size());
      study = LocalStudy.ofSites(plan, tables);
    }
    PooledResults results = ReportAssembler.assemble(study.count());
    List<String> notes = notes(document, known, cases);
    String bundleDigest = bundle == null ? null : bundle.bundleDigest().hex();
    PrivateFiles.write(
        out,
        new MetricsJson(
                plan, document.planHash().hex(), bundleDigest, inputs, sites, notes, results)
            .bytes());
    print(results, notes);
    return 0;
  }

  private static List<String> findings(@Nullable LockedBundle bundle, StudyPlan plan) {
    return bundle == null ? plan.findings() : bundle.spec().findingNames();
  }

  private List<String> notes(StudyDocument document, KnownImages known, LocalCases cases) {
    List<String> notes = new ArrayList<>();
    if (sitesColumn == null) {
      notes.add("All images are taken as your own: nothing is suppressed; keep the numbers here.");
    }
    if (attributes == null) {
      notes.add(
          known.tellsPatients()
              ? "Without --attributes every subgroup is unknown."
              : "Without --attributes every image is its own patient and every subgroup is"
                  + " unknown.");
    } else if (!known.tellsPatients()) {
      notes.add("No file has a column patient_id: every image is its own patient.");
    }
    if (cases.withoutAttributes() > 0 && attributes != null) {
      notes.add(
          cases.withoutAttributes()
              + " cases have no row in the attributes: their subgroups are unknown.");
    }
    notes.addAll(CohortNotes.of(document.cohort(), known));
    if (known.labelled() > cases.joined()) {
      notes.add(
          (known.labelled() - cases.joined())
              + " images of the labels have no row in the scores; they are in no count.");
    }
    if (cases.withoutSite() > 0) {
      notes.add(cases.withoutSite() + " rows name no site in any file; they are in no count.");
    }
    if (document.privacy() != null) {
      notes.add(
          "The plan asks for differential privacy; these are the counts without its noise and"
              + " without its limit of images a patient.");
    }
    return notes;
  }

  private void print(PooledResults results, List<String> notes) {
    PrintWriter warnings = spec.commandLine().getErr();
    notes.forEach(warnings::println);
    warnings.flush();
    PrintWriter screen = spec.commandLine().getOut();
    if (table) {
      MetricsTable.print(results, screen);
    }
    screen.println(results.estimates().size() + " rows: " + out);
    screen.flush();
  }
}
