package org.fedval.agent.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.inference.CanaryRefusedException;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.files.KeyFileException;
import org.jspecify.annotations.Nullable;

/** All checks of one home, in the order in which a person would mend them. */
public final class Preflight {
  private static final List<Class<? extends Exception>> WRITTEN_FOR_PEOPLE =
      List.of(
          ConfigException.class,
          KeyFileException.class,
          JournalDamaged.class,
          LabelsException.class,
          DicomSourceException.class,
          BundleException.class,
          ModelRefusedException.class,
          CanaryRefusedException.class);

  private final AgentHome home;
  private final Clock clock;
  private final @Nullable Path bundle;

  /**
   * @param bundle a plain bundle whose canaries are tried; null for none
   */
  public Preflight(AgentHome home, Clock clock, @Nullable Path bundle) {
    this.home = home;
    this.clock = clock;
    this.bundle = bundle;
  }

  /** One check; what it throws is something to mend. */
  @FunctionalInterface
  interface Check {
    CheckLine run() throws Exception;
  }

  /** Runs every check; one that fails stops none of the others. */
  public List<CheckLine> run() {
    HomeChecks at = new HomeChecks(home, clock);
    MachineChecks machine = new MachineChecks(home);
    DataChecks data = new DataChecks(home, bundle);
    List<CheckLine> lines = new ArrayList<>();
    lines.add(line("home", at::permissions));
    lines.add(line("agent.yaml", at::config));
    lines.add(line("policy.yaml", at::policy));
    lines.add(line("keys", at::keys));
    lines.add(line("certificate", at::certificate));
    lines.add(line("clock", at::clock));
    lines.add(line("coordinator", at::coordinator));
    lines.add(line("disk", machine::disk));
    lines.add(line("memory", machine::memory));
    lines.add(line("processor", machine::processor));
    lines.add(line("temporary folder", machine::temporaryFolder));
    lines.add(line("inference", machine::inference));
    lines.add(line("dicom", data::dicom));
    lines.add(line("labels", data::labels));
    lines.add(line("canaries", data::canaries));
    return lines;
  }

  static CheckLine line(String name, Check check) {
    try {
      return check.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CheckLine.skipped(name, "Stopped.");
    } catch (Exception | LinkageError e) {
      return CheckLine.fix(name, sentence(e));
    }
  }

  /** Only exceptions that were written for people speak; of others their kind. */
  private static String sentence(Throwable failure) {
    if (WRITTEN_FOR_PEOPLE.stream().anyMatch(known -> known.isInstance(failure))) {
      return String.valueOf(failure.getMessage());
    }
    return failure instanceof IOException
        ? "A file cannot be read (%s); let the agent's user read it."
            .formatted(failure.getClass().getSimpleName())
        : "The check failed (%s).".formatted(failure.getClass().getSimpleName());
  }
}
