package org.fedval.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program as a user starts it: a process of its own, with what it prints. */
final class FedvalProcess implements AutoCloseable {
  private static final Pattern NAMED_PID = Pattern.compile("(coordinator|site-\\d+) (\\d+)");

  private final Process process;
  private final Collected out;
  private final Collected err;

  private FedvalProcess(Process process) {
    this.process = process;
    this.out = new Collected(process.getInputStream());
    this.err = new Collected(process.getErrorStream());
  }

  static FedvalProcess start(Object... args) throws IOException {
    return start(Map.of(), args);
  }

  /** With environment variables of its own. */
  static FedvalProcess start(Map<String, String> environment, Object... args) throws IOException {
    return start(List.of("-XX:+UseSerialGC"), environment, args);
  }

  /** With options of the virtual machine, the collector among them. */
  static FedvalProcess startWith(List<String> machine, Object... args) throws IOException {
    return start(machine, Map.of(), args);
  }

  private static FedvalProcess start(
      List<String> machine, Map<String, String> environment, Object... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(machine);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.fedval.cli.FedvalMain");
    for (Object arg : args) {
      command.add(String.valueOf(arg));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return new FedvalProcess(builder.start());
  }

  /** The first line on the screen that is wanted; fails when the program ends without it. */
  String awaitLine(Predicate<String> wanted, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean ended = !process.isAlive() && !out.isAlive();
      for (String line : out.lines()) {
        if (wanted.test(line)) {
          return line;
        }
      }
      if (ended || System.nanoTime() > deadline) {
        throw new AssertionError("The line did not come.\n" + out() + err());
      }
      Thread.sleep(5);
    }
  }

  /** The process id that a line of the demo gives for one of its processes. */
  static ProcessHandle named(String line, String name) {
    Matcher pids = NAMED_PID.matcher(line);
    while (pids.find()) {
      if (pids.group(1).equals(name)) {
        return ProcessHandle.of(Long.parseLong(pids.group(2))).orElseThrow();
      }
    }
    throw new AssertionError(name + " is not in: " + line);
  }

  /** Waits for the end; the exit code. */
  int exit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("Still running after " + limit + ".\n" + out() + err());
    }
    out.join();
    err.join();
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  String out() {
    return String.join("\n", out.lines());
  }

  String err() {
    return String.join("\n", err.lines());
  }

  /** Whether it runs, or how it ended. */
  String ending() {
    return process.isAlive() ? ", running" : ", ended with " + process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Takes a stream's lines as they come. */
  private static final class Collected extends Thread {
    private final InputStream in;
    private final List<String> lines = new ArrayList<>();

    Collected(InputStream in) {
      this.in = in;
      setDaemon(true);
      start();
    }

    @Override
    public void run() {
      try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          synchronized (lines) {
            lines.add(line);
          }
        }
      } catch (IOException e) {
        // The process was killed; what came before stays.
      }
    }

    List<String> lines() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }
  }
}
