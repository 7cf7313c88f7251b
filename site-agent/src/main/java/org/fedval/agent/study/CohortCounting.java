package org.fedval.agent.study;

import java.io.IOException;
import java.util.stream.IntStream;
import org.fedval.agent.cases.CaseJournal;
import org.fedval.agent.cases.JournaledPass;
import org.fedval.agent.cohort.CohortCase;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.cohort.CohortFiles;
import org.fedval.agent.cohort.CohortReader;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.privacy.PatientLimit;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.CohortFeed;
import org.fedval.agent.run.EvaluationRun;
import org.fedval.agent.run.OutcomeSink;
import org.fedval.agent.run.Progress;
import org.fedval.agent.run.RunSettings;
import org.fedval.agent.run.UnscoredRun;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the site's cohort: every case is scored or excluded, and counted. In a feasibility
 * study every case counts whose attributes and label row can be read; its pixels are not decoded.
 */
final class CohortCounting {
  private final LockedStudy study;
  private final @Nullable LockedModel model;
  private final @Nullable PatientLimit limit;

  /**
   * @param model null exactly in a feasibility study
   * @param limit of the images a patient; null exactly without differential privacy
   */
  CohortCounting(LockedStudy study, @Nullable LockedModel model, @Nullable PatientLimit limit) {
    if ((model == null) != study.definition().isFeasibility()) {
      throw new IllegalArgumentException("A study has a model unless it is for feasibility.");
    }
    if ((limit != null) != (study.plan().noise() != null)) {
      throw new IllegalArgumentException("Images a patient are limited under privacy alone.");
    }
    this.study = study;
    this.model = model;
    this.limit = limit;
  }

  /** What a pass counted, of whom, and what it found of the data. */
  record Counted(
      CounterVector counts, CaseTable cases, CohortRecord cohort, QualityRecord quality) {}

  /**
   * Counts the cohort.
   *
   * @param digestKey random key under which patients are told apart
   * @param cohortKey this site's own key of all its cohort records
   * @param journal where the outcomes of an earlier pass stand and those of this one go
   * @throws Denial when the labels or the source as a whole cannot be used
   */
  Counted count(
      DicomSource source,
      CohortFiles files,
      RunSettings settings,
      byte[] digestKey,
      SecretBytes cohortKey,
      CaseJournal journal,
      Progress progress)
      throws Denial, IOException, InterruptedException {
    try (CohortMembers members = new CohortMembers(files.scratch())) {
      Passed passed = pass(source, files, settings, digestKey, journal, members, progress);
      CounterVector first = SlotCounts.first(study.counters(), passed.cases());
      return new Counted(first, passed.cases(), members.record(cohortKey), passed.quality());
    } catch (LabelsException e) {
      throw new Denial(Denial.Code.LABELS, String.valueOf(e.getMessage()));
    } catch (DicomSourceException e) {
      throw new Denial(Denial.Code.DATA, String.valueOf(e.getMessage()));
    } catch (EngineLostException e) {
      throw new Denial(Denial.Code.INFERENCE, String.valueOf(e.getMessage()));
    }
  }

  private record Passed(CaseTable cases, QualityRecord quality) {}

  /** What tells images and patients of the pass apart is garbage when it returns. */
  private Passed pass(
      DicomSource source,
      CohortFiles files,
      RunSettings settings,
      byte[] digestKey,
      CaseJournal journal,
      CohortMembers members,
      Progress progress)
      throws LabelsException,
          DicomSourceException,
          EngineLostException,
          IOException,
          InterruptedException {
    Accumulator counts = new Accumulator(study.counters(), digestKey);
    int[] columns = columns();
    try (CohortReader reader =
        files.reader(source, study.cohort(), study.plan().findings(), study.plan().subgroups())) {
      CasesLeft left = new CasesLeft(reader.labelRows(), progress);
      CohortFeed feed = new CohortFeed(reader);
      run(
          new JournaledPass(feed, journal),
          settings,
          outcome -> {
            left.ended(outcome);
            add(counts, columns, outcome);
            members.add(outcome);
          },
          progress);
      if (limit != null) {
        limit.count();
      }
      return new Passed(
          counts.cases(), new QualityRecord(feed.quality().orElseThrow(), feed.repeatedPictures()));
    }
  }

  private void run(
      JournaledPass pass, RunSettings settings, OutcomeSink<CohortEntry> sink, Progress progress)
      throws DicomSourceException, IOException, InterruptedException, EngineLostException {
    if (model == null) {
      new UnscoredRun(study.plan().findings().size()).run(pass.feed(), pass.sink(sink), progress);
    } else {
      var unused = new EvaluationRun(model, settings).run(pass.feed(), pass.sink(sink), progress);
    }
  }

  /** Where the plan's findings stand among the scores. */
  private int[] columns() {
    if (model == null) {
      return IntStream.range(0, study.plan().findings().size()).toArray();
    }
    return study.plan().findings().stream()
        .mapToInt(model.spec().findingNames()::indexOf)
        .toArray();
  }

  /** Counts an image at once, or once it is known to be among its patient's first. */
  private void counted(CohortCase image, Runnable count) {
    if (limit == null) {
      count.run();
    } else {
      limit.offer(image, count);
    }
  }

  private void add(Accumulator counts, int[] columns, CaseOutcome<CohortEntry> outcome) {
    outcome.match(
        scored -> {
          CohortCase cohortCase = caseOf(scored.subject());
          if (cohortCase == null) {
            throw new AssertionError("Only a cohort case is scored.");
          }
          double[] scores = new double[columns.length];
          for (int f = 0; f < columns.length; f++) {
            scores[f] = scored.scores()[columns[f]];
          }
          CaseRecord image =
              new CaseRecord(
                  cohortCase.patientKey(),
                  scores,
                  cohortCase.labels().toArray(new ReferenceLabel[0]),
                  cohortCase.levels());
          counted(cohortCase, () -> counts.add(image));
          return true;
        },
        excluded -> {
          CohortCase cohortCase = caseOf(excluded.subject());
          Exclusion reason = excluded.reason();
          if (cohortCase == null) {
            CohortEntry.Owner owner = ownerOf(excluded.subject());
            counts.exclude(owner == null ? null : owner.patientKey(), reason);
          } else {
            counted(cohortCase, () -> counts.exclude(cohortCase.patientKey(), reason));
          }
          return true;
        });
  }

  static @Nullable CohortCase caseOf(CohortEntry entry) {
    return entry instanceof CohortEntry.Included included ? included.cohortCase() : null;
  }

  static CohortEntry.@Nullable Owner ownerOf(CohortEntry entry) {
    return entry instanceof CohortEntry.Excluded excluded ? excluded.owner() : null;
  }
}
