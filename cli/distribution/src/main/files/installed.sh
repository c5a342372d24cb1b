# Beside the program: its own Java, its jar, and the archive of classes that was made from both.
root=${root%/bin}
java=$root/runtime/bin/java
main=$root/lib/powerdrill.jar
archive=$root/lib/powerdrill.jsa
java_is_known() {
  true
}
