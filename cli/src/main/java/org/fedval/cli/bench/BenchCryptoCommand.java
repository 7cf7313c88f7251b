package org.fedval.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.CryptoWarmup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval bench crypto}: masking and sealing against the bare ciphers. */
@Command(
    name = "crypto",
    mixinStandardHelpOptions = true,
    description = {
      "Measure masking against bare AES-256-CTR and sealing against bare AES-256-GCM, on the same"
          + " buffers in the same rounds, one thread. A ratio of 1 is as fast as the bare cipher."
    },
    footer = {"", "Example:", "  fedval bench crypto --json"})
final class BenchCryptoCommand implements Callable<Integer> {
  static final String SCHEMA = "fedval.bench.crypto/v1";

  private static final int MAX_ROUNDS = 1000;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds to take medians of; 15 if not given.")
  private int rounds = 15;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  BenchCryptoCommand() {}

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw new CliException("--rounds: a number from 1 to 1000 is needed.");
    }
    CryptoWarmup.Speed speed = CryptoWarmup.run(System::nanoTime);
    Map<String, Map<String, Number>> measured = new CryptoBench().run(rounds);
    PrintWriter screen = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> root = new LinkedHashMap<>();
      root.put("schema", SCHEMA);
      root.put("rounds", rounds);
      Map<String, Object> warm = new LinkedHashMap<>();
      warm.put("ctr", speed.ctr());
      warm.put("gcm_seal", speed.gcmSeal());
      warm.put("gcm_open", speed.gcmOpen());
      root.put("warm_gb_per_s", warm);
      root.putAll(measured);
      screen.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } else {
      measured.forEach(
          (part, figures) ->
              figures.forEach(
                  (name, value) ->
                      screen.println(
                          String.format(
                              Locale.ROOT, "%-22s %-9s %14.3f", part, name, value.doubleValue()))));
    }
    screen.flush();
    return 0;
  }
}
