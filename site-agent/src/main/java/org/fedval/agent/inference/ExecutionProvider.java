package org.fedval.agent.inference;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a model runs: {@code cpu}, {@code cuda:N} or {@code tensorrt:N}.
 *
 * @param device the GPU's number, 0 to 15; 0 for the CPU
 */
public record ExecutionProvider(Kind kind, int device) {
  public static final ExecutionProvider CPU = new ExecutionProvider(Kind.CPU, 0);
  private static final Pattern GPU = Pattern.compile("(cuda|tensorrt):([0-9]|1[0-5])");

  /** The execution providers that can be chosen. */
  public enum Kind {
    CPU,
    CUDA,
    TENSORRT
  }

  /**
   * Reads the text form; {@link #CPU} when there is none.
   *
   * @throws IllegalArgumentException with one sentence
   */
  public static ExecutionProvider parse(@Nullable String text) {
    if (text == null || text.equals("cpu")) {
      return CPU;
    }
    Matcher gpu = GPU.matcher(text);
    if (!gpu.matches()) {
      throw new IllegalArgumentException(
          "provider must be cpu, cuda:N or tensorrt:N, where N is the GPU's number.");
    }
    return new ExecutionProvider(
        Kind.valueOf(gpu.group(1).toUpperCase(Locale.ROOT)), Integer.parseInt(gpu.group(2)));
  }

  public boolean isGpu() {
    return kind != Kind.CPU;
  }

  /** The text form. */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return isGpu() ? name + ":" + device : name;
  }
}
