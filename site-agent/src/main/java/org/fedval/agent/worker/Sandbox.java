package org.fedval.agent.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tool of the operating system that starts a command where it sees no network, no other process,
 * and of the file system only what it is given to read.
 */
interface Sandbox {
  /** The worker's own empty folder inside; installations may lie anywhere else, /tmp included. */
  String FOLDER = "/worker";

  /** Where the tools of Debian and its relatives lie; a PATH is not trusted. */
  List<Path> TOOL_FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"));

  /** The tool's name. */
  String tool();

  /**
   * The command that starts {@code command} inside. Its working and temporary folder is {@link
   * #FOLDER}, which is empty and in memory.
   */
  List<String> around(List<String> command, View view);

  /**
   * What the command may see.
   *
   * @param folder an empty folder of this user, for a tool that needs a place to mount on
   * @param readable files and folders, read-only, under their own names
   * @param devices device files that it may use
   */
  record View(Path folder, List<Path> readable, List<Path> devices) {
    public View {
      readable = List.copyOf(readable);
      devices = List.copyOf(devices);
    }

    /**
     * What a JVM needs: the system's programs and libraries, the JDK and the class path.
     *
     * @param gpu with the files of NVIDIA's driver
     */
    static View of(Path folder, List<Path> classPath, boolean gpu) throws IOException {
      List<Path> wanted = new ArrayList<>();
      List<Path> devices = new ArrayList<>();
      if (gpu) {
        wanted.add(Path.of("/sys"));
        devices.addAll(matching(Path.of("/dev"), "nvidia"));
      }
      for (String system :
          new String[] {
            "/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache", "/sys/devices/system/cpu"
          }) {
        wanted.add(Path.of(system));
      }
      wanted.addAll(matching(Path.of("/etc"), "java-"));
      wanted.add(Path.of(System.getProperty("java.home")).toRealPath());
      wanted.addAll(classPath);
      List<Path> readable = new ArrayList<>();
      for (Path path : wanted) {
        if (Files.exists(path) && readable.stream().noneMatch(path::startsWith)) {
          readable.add(path);
        }
      }
      return new View(folder, readable, devices);
    }

    /** True when the command could read this path. */
    boolean shows(Path path) {
      return readable.stream().anyMatch(path::startsWith);
    }

    private static List<Path> matching(Path folder, String prefix) throws IOException {
      try (Stream<Path> entries = Files.list(folder)) {
        return entries.filter(e -> e.getFileName().toString().startsWith(prefix)).sorted().toList();
      }
    }
  }

  /** The tools that this host has, the better one first. */
  static List<Sandbox> installed() {
    List<Sandbox> found = new ArrayList<>();
    tool("bwrap").map(Bubblewrap::new).ifPresent(found::add);
    if (tool("setpriv").isPresent() && tool("pivot_root").isPresent()) {
      tool("unshare").map(Unshare::new).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Path> tool(String name) {
    return TOOL_FOLDERS.stream().map(f -> f.resolve(name)).filter(Files::isExecutable).findFirst();
  }
}
