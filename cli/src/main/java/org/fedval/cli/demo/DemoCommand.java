package org.fedval.cli.demo;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fedval.cli.demo.synthetic.SyntheticHospitals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fedval demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Run a whole federation on this machine: a coordinator and one agent a hospital as separate"
          + " processes, mutual TLS, DICOM files, a pooled report at the end. Nothing leaves it."
    },
    footer = {
      "",
      "Examples:",
      "  fedval demo",
      "  fedval demo --sites 5 --seed 7 --out results --keep",
      "  fedval demo --sites 5 --drop 1",
      "  fedval demo --serve",
      "  fedval demo --data hospitals --model net.onnx --model-spec net.yaml --study study.yaml"
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--sites",
      defaultValue = "3",
      paramLabel = "N",
      description = "Synthetic hospitals, 3 to 12; ${DEFAULT-VALUE} when absent.")
  private int sites;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of everything synthetic; ${DEFAULT-VALUE} when absent.")
  private long seed;

  @Option(
      names = "--drop",
      defaultValue = "0",
      paramLabel = "K",
      description =
          "Kill K agents, each before or after its upload as the seed says, and pool the others'"
              + " sums; ${DEFAULT-VALUE} when absent.")
  private int drop;

  @Option(
      names = "--out",
      defaultValue = "out",
      paramLabel = "DIR",
      description = "Where report.html and report.json go; ${DEFAULT-VALUE} when absent.")
  private Path out;

  @Option(
      names = "--keep",
      description = "Leave keys, configuration, logs and databases in DIR/work.")
  private boolean keep;

  @Option(
      names = "--serve",
      description =
          "Leave it all running on this computer when the study is over, and print a link that signs"
              + " in to the coordinator's pages; Ctrl-C ends it.")
  private boolean serve;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Instead of synthetic hospitals: a folder with one folder a site, three or more, each with"
              + " a labels.csv and DICOM files.")
  private @Nullable Path data;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "An ONNX model of your own; needs --model-spec.")
  private @Nullable Path model;

  @Option(
      names = "--model-spec",
      paramLabel = "FILE",
      description = "What the model is and how it must be used (schema fedval.model/v1).")
  private @Nullable Path modelSpec;

  @Option(
      names = "--study",
      paramLabel = "FILE",
      description = "A study plan of your own (schema fedval.study/v1).")
  private @Nullable Path study;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public DemoCommand() {}

  @Override
  public Integer call() throws Exception {
    if (sites < SyntheticHospitals.MIN_SITES || sites > SyntheticHospitals.MAX_SITES) {
      throw new ParameterException(
          spec.commandLine(),
          "--sites must be %d to %d; secure aggregation needs at least three sites."
              .formatted(SyntheticHospitals.MIN_SITES, SyntheticHospitals.MAX_SITES));
    }
    if (drop < 0) {
      throw new ParameterException(spec.commandLine(), "--drop must be 0 or more.");
    }
    if ((model == null) != (modelSpec == null)) {
      throw new ParameterException(
          spec.commandLine(), "--model and --model-spec belong together; name both or none.");
    }
    new Demo(
            new DemoOptions(sites, seed, drop, out, keep, serve, data, model, modelSpec, study),
            spec.commandLine().getOut())
        .run();
    return 0;
  }
}
