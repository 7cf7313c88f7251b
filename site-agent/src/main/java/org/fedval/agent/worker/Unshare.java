package org.fedval.agent.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code unshare} and {@code setpriv} of util-linux, which every Linux distribution has, with a
 * short shell script that builds the same view as {@link Bubblewrap}.
 */
record Unshare(Path program) implements Sandbox {
  private static final String SCRIPT = script();

  @Override
  public String tool() {
    return "unshare";
  }

  @Override
  public List<String> around(List<String> command, View view) {
    List<String> all = new ArrayList<>();
    all.add(program.toString());
    all.addAll(List.of("--user", "--map-root-user", "--mount", "--net", "--ipc", "--uts"));
    all.addAll(List.of("--pid", "--fork", "--kill-child", "--", "/bin/sh", "-c", SCRIPT, "worker"));
    all.add(view.folder().toString());
    view.readable().forEach(path -> all.add(path.toString()));
    all.add("--devices");
    view.devices().forEach(path -> all.add(path.toString()));
    all.add("--");
    all.addAll(command);
    return all;
  }

  private static String script() {
    try (InputStream in = Unshare.class.getResourceAsStream("unshare-sandbox.sh")) {
      if (in == null) {
        throw new AssertionError("the script is part of this module");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
