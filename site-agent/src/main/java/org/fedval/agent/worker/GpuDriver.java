package org.fedval.agent.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of NVIDIA's kernel driver, as the kernel tells it. */
public final class GpuDriver {
  private static final Path TOLD = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION = Pattern.compile("\\s([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)\\s");

  private GpuDriver() {}

  /** Such as {@code 550.54.15}; empty where there is none. */
  public static String version() {
    try {
      return Files.isReadable(TOLD) ? parse(Files.readString(TOLD)) : "";
    } catch (IOException e) {
      return "";
    }
  }

  static String parse(String text) {
    Matcher version = VERSION.matcher(text);
    return version.find() ? version.group(1) : "";
  }
}
