package org.fedval.agent.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceContractTest extends DicomSourceContract {
  @TempDir Path root;

  @Override
  protected DicomSource sourceOf(List<byte[]> files) throws Exception {
    for (int n = 0; n < files.size(); n++) {
      Files.write(root.resolve("IM" + n + ".dcm"), files.get(n));
    }
    return new FolderSource(root);
  }

  @Override
  protected DicomSource oneUnreadableAmong(byte[] first, byte[] second) throws Exception {
    Files.write(root.resolve("junk.dcm"), new byte[300]);
    return sourceOf(List.of(first, second));
  }
}
