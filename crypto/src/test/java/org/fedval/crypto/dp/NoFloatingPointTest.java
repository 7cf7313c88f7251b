package org.fedval.crypto.dp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No compiled class of the sampler holds a float or a double, in any instruction or signature. */
class NoFloatingPointTest {
  private static final Pattern INSTRUCTION =
      Pattern.compile("^\\s*\\d+: (f[a-z0-9_]+|d(?!up)[a-z0-9_]+|[il]2[fd])\\b", Pattern.MULTILINE);
  private static final Pattern SIGNATURE =
      Pattern.compile("descriptor: (.*)$|:(\\([^ ]*\\)[^ ]+)$", Pattern.MULTILINE);
  private static final Pattern OBJECT = Pattern.compile("L[^;]+;");

  @Test
  void the_sampler_has_no_floating_point_anywhere() throws Exception {
    List<Path> classes = classes(DiscreteGaussian.class);
    assertThat(classes).hasSizeGreaterThan(4);
    for (Path file : classes) {
      assertThat(findings(file)).as("%s", file.getFileName()).isEmpty();
    }
  }

  /** The reader must see what it looks for. */
  @Test
  void a_class_with_floating_point_is_noticed() throws Exception {
    Path accounting =
        classes(org.fedval.crypto.dp.account.ZeroConcentrated.class).stream()
            .filter(p -> p.endsWith("ZeroConcentrated.class"))
            .findFirst()
            .orElseThrow();
    assertThat(findings(accounting)).contains("l2d", "dmul", "(JI)D", "(D)D");
  }

  private static List<Path> classes(Class<?> member) throws IOException, URISyntaxException {
    Path root = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = root.resolve(member.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
    }
  }

  private static List<String> findings(Path file) {
    Optional<ToolProvider> javap = ToolProvider.findFirst("javap");
    assumeTrue(javap.isPresent(), "This Java runtime has no javap.");
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    int code = javap.orElseThrow().run(out, out, "-c", "-p", "-s", file.toString());
    out.flush();
    assertThat(code).as("javap").isZero();
    Stream<String> instructions =
        INSTRUCTION.matcher(text.toString()).results().map(m -> m.group(1));
    Stream<String> signatures =
        SIGNATURE
            .matcher(text.toString())
            .results()
            .map(m -> m.group(1) != null ? m.group(1) : m.group(2))
            .filter(s -> OBJECT.matcher(s).replaceAll("").matches(".*[DF].*"));
    return Stream.concat(instructions, signatures).distinct().toList();
  }
}
