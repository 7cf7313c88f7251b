package org.fedval.cli.evaluate;

import java.util.Map;
import java.util.TreeMap;
import org.fedval.agent.results.OwnStudy;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.study.StudyYaml;

/** The numbers of a study over one hospital's own cases; nothing is suppressed. */
public final class OwnNumbers {
  private OwnNumbers() {}

  /**
   * The plan's estimates from the kept cases, with the rounds and estimators of the federation and
   * without noise.
   */
  public static PooledResults of(OwnStudy own) throws CliException {
    return ReportAssembler.assemble(LocalStudy.ofOnePlace(plan(own), own.cases()).count());
  }

  private static StudyPlan plan(OwnStudy own) throws CliException {
    Map<String, Double> thresholds = new TreeMap<>();
    for (OperatingPoint point : own.points()) {
      thresholds.put(point.name(), point.threshold());
    }
    try {
      StudyDocument document = StudyYaml.parse(own.plan().toByteArray());
      return document.isFeasibility()
          ? document.bindWithoutModel(own.sites())
          : document.bindLocally(thresholds);
    } catch (StudyPlanException e) {
      throw new CliException(
          "the plan of %s, as it was kept, cannot be read by this version; use the one that counted the study."
              .formatted(own.id()));
    }
  }
}
