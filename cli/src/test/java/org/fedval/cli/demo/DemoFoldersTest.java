package org.fedval.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFoldersTest {
  @TempDir private Path out;

  @Test
  void its_own_folders_come_and_go() throws Exception {
    DemoFolders folders = new DemoFolders(out);
    fill(folders);

    folders.removeWork();

    assertThat(out).isEmptyDirectory();
    folders.removeWork();
  }

  @Test
  void what_somebody_else_put_there_stays() throws Exception {
    DemoFolders folders = new DemoFolders(out);
    fill(folders);
    Files.writeString(out.resolve("work").resolve("notes.txt"), "mine");
    Files.writeString(out.resolve("report.html"), "an earlier report");

    folders.removeWork();

    assertThat(out.resolve("work").toFile().list())
        .containsExactlyInAnyOrder("notes.txt", ".fedval-demo");
    assertThat(out.resolve("report.html")).exists();
  }

  @Test
  void a_work_folder_that_is_not_the_demos_is_not_touched() throws Exception {
    Path theirs = Files.createDirectories(out.resolve("work").resolve("site-1"));
    Files.writeString(theirs.resolve("image.dcm"), "precious");
    DemoFolders folders = new DemoFolders(out);

    assertThatThrownBy(folders::prepare)
        .isInstanceOf(DemoException.class)
        .hasMessageEndingWith("is not the demo's; name another folder with --out.");
    folders.removeWork();

    assertThat(theirs.resolve("image.dcm")).hasContent("precious");
  }

  @Test
  void what_an_earlier_demo_kept_is_removed_first() throws Exception {
    DemoFolders folders = new DemoFolders(out);
    fill(folders);

    folders.prepare();

    assertThat(folders.coordinator()).doesNotExist();
    assertThat(folders.site("site-1")).doesNotExist();
  }

  @Test
  void a_linked_folder_is_unlinked_and_not_emptied() throws Exception {
    Path elsewhere = Files.createDirectories(out.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("image.dcm"), "precious");
    DemoFolders folders = new DemoFolders(out.resolve("out"));
    folders.prepare();
    Files.createSymbolicLink(folders.site("site-1"), elsewhere);

    folders.removeWork();

    assertThat(elsewhere.resolve("image.dcm")).hasContent("precious");
  }

  @Test
  void a_result_is_replaced_as_a_whole() throws Exception {
    DemoFolders folders = new DemoFolders(out);
    Path first = folders.publish("report.json", new byte[] {1});
    Path second = folders.publish("report.json", new byte[] {2, 3});

    assertThat(second).isEqualTo(first).hasBinaryContent(new byte[] {2, 3});
    assertThat(out.toFile().list()).containsExactly("report.json");
  }

  @Test
  void a_file_is_no_folder() throws Exception {
    Path file = Files.writeString(out.resolve("file"), "");

    assertThatThrownBy(() -> new DemoFolders(file).prepare())
        .hasMessage("--out " + file + " is a file; name a folder.");
  }

  private static void fill(DemoFolders folders) throws Exception {
    folders.prepare();
    for (Path folder :
        new Path[] {
          folders.coordinator(),
          folders.vendor(),
          folders.syntheticData(),
          folders.site("site-1"),
          folders.site("north")
        }) {
      Files.createDirectories(folder.resolve("deep"));
      Files.writeString(folder.resolve("deep").resolve("file"), "x");
    }
  }
}
