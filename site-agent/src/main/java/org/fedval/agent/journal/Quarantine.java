package org.fedval.agent.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fedval.agent.vault.StableStorage;

/**
 * While this file exists the agent takes no step of any session: it may have forgotten what it
 * sent. Only the operator ends it. The file holds one sentence a line and no secret.
 */
public final class Quarantine {
  private final Path file;
  private final StableStorage disk;

  public Quarantine(Path file, StableStorage disk) {
    this.file = file;
    this.disk = disk;
  }

  public boolean isOn() {
    return Files.exists(file);
  }

  /** Why; empty when there is no quarantine. */
  public List<String> reasons() throws IOException {
    return isOn() ? Files.readAllLines(file) : List.of();
  }

  /** Begins the quarantine, or adds a reason to it. */
  public void enter(String sentence) throws IOException {
    Set<String> lines = new LinkedHashSet<>(reasons());
    if (lines.add(sentence)) {
      disk.replace(
          file, String.join("\n", new ArrayList<>(lines)).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The operator's decision. */
  public void release() throws IOException {
    disk.erase(file);
  }
}
