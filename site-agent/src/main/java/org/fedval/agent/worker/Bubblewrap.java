package org.fedval.agent.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bwrap} of the bubblewrap project, the unprivileged sandbox under Flatpak. */
record Bubblewrap(Path program) implements Sandbox {
  @Override
  public String tool() {
    return "bwrap";
  }

  @Override
  public List<String> around(List<String> command, View view) {
    List<String> all = new ArrayList<>();
    all.add(program.toString());
    all.addAll(List.of("--unshare-all", "--die-with-parent", "--new-session"));
    all.addAll(List.of("--cap-drop", "ALL", "--hostname", "worker"));
    all.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    all.addAll(List.of("--tmpfs", FOLDER, "--chdir", FOLDER));
    for (Path path : view.readable()) {
      if (Files.isSymbolicLink(path)) {
        all.addAll(List.of("--symlink", target(path), path.toString()));
      } else {
        all.addAll(List.of("--ro-bind", path.toString(), path.toString()));
      }
    }
    for (Path device : view.devices()) {
      all.addAll(List.of("--dev-bind", device.toString(), device.toString()));
    }
    // bwrap sets PWD; a worker has no environment at all.
    all.addAll(List.of("--", "/usr/bin/env", "-i"));
    all.addAll(command);
    return all;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return link.toString();
    }
  }
}
