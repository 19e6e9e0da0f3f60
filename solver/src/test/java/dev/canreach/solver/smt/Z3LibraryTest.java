package dev.canreach.solver.smt;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.z3.Context;
import com.microsoft.z3.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Z3LibraryTest {
  @TempDir
  Path folder;

  @Test
  @SuppressWarnings("unchecked") // Z3 takes generic arrays
  void z3AnswersAfterLoading() {
    Z3Library.load();

    try (var context = new Context()) {
      var solver = context.mkSimpleSolver();
      var a = context.mkBoolConst("a");
      solver.add(a);
      assertThat(solver.check()).isEqualTo(Status.SATISFIABLE);
      solver.add(context.mkNot(a));
      assertThat(solver.check()).isEqualTo(Status.UNSATISFIABLE);
    }
  }

  @Test
  void unpackedLibrariesAreReused() throws IOException {
    var unpacked = Z3Library.unpack(folder);
    var before = FileTime.fromMillis(1_000_000);
    for (Path library : unpacked) {
      Files.setLastModifiedTime(library, before);
    }

    assertThat(Z3Library.unpack(folder)).isEqualTo(unpacked)
        .allSatisfy(
            library -> assertThat(Files.getLastModifiedTime(library)).isEqualTo(before));
  }

  @Test
  void truncatedLibraryIsReplaced() throws IOException {
    Path library = Z3Library.unpack(folder).getFirst();
    long size = Files.size(library);
    Files.write(library, new byte[]{1, 2, 3});

    Z3Library.unpack(folder);

    assertThat(library).hasSize(size);
  }

  @Test
  void concurrentStartsLeaveCompleteFilesOnly() throws Exception {
    Callable<List<Path>> start = () -> Z3Library.unpack(folder);
    try (var pool = Executors.newFixedThreadPool(4)) {
      for (Future<List<Path>> unpacked : pool.invokeAll(List.of(start, start, start, start))) {
        assertThat(unpacked.get()).allSatisfy(library -> assertThat(library).isRegularFile());
      }
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".partial"));
    }
  }

  @Test
  void cacheFolderIsCreatedForItsUserAlone() throws IOException {
    Path cache = folder.resolve("cache/canreach");

    assertThat(NativeFolder.ownFolder(cache)).isEqualTo(cache);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache))).isEqualTo("rwx------");
    assertThat(NativeFolder.ownFolder(cache)).isEqualTo(cache);
  }

  @Test
  void cacheFolderThatOthersMayWriteToIsRefused() throws IOException {
    Path cache = Files.createDirectory(folder.resolve("canreach"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(NativeFolder.ownFolder(cache)).isNull();
  }
}
