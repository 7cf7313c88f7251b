package org.fedval.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {
  @TempDir private Path folder;

  @Test
  void records_of_any_length_are_read_back_at_their_places_and_in_their_order() throws Exception {
    Random random = new Random(5);
    List<byte[]> records = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    try (ScratchFile file = ScratchFile.create(folder)) {
      for (int n = 0; n < 300; n++) {
        byte[] record = new byte[n % 50 == 0 ? 20_000 : random.nextInt(600)];
        random.nextBytes(record);
        records.add(record);
        places.add(file.append(record));
      }
      for (int n = records.size() - 1; n >= 0; n -= 7) {
        assertThat(file.read(places.get(n))).isEqualTo(records.get(n));
      }
      List<byte[]> all = new ArrayList<>();
      file.forEach(all::add);
      assertThat(all).usingElementComparator(Arrays::compare).isEqualTo(records);
    }
  }

  @Test
  void nobody_finds_the_file_by_name_while_it_is_in_use() throws Exception {
    try (ScratchFile file = ScratchFile.create(folder);
        Stream<Path> names = Files.list(folder)) {
      var unused = file.append(new byte[100]);
      assertThat(names).isEmpty();
    }
  }

  @Test
  void what_lies_on_the_disk_is_sealed() throws Exception {
    Path open = Path.of("/proc/self/fd");
    Assumptions.assumeTrue(Files.isDirectory(open), "Open files are listed on Linux alone.");
    try (ScratchFile file = ScratchFile.create(folder)) {
      var unused = file.append("CANARY-PATIENT".getBytes(StandardCharsets.UTF_8));
      List<Path> mine;
      try (Stream<Path> descriptors = Files.list(open)) {
        mine = descriptors.filter(this::isMine).toList();
      }
      assertThat(mine).hasSize(1);
      String stored = Files.readString(mine.get(0), StandardCharsets.ISO_8859_1);
      assertThat(stored).hasSizeGreaterThan(14).doesNotContain("CANARY");
    }
  }

  private boolean isMine(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath());
    } catch (IOException gone) {
      return false;
    }
  }
}
