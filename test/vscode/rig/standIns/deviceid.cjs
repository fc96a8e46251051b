// Stands in for @vscode/deviceid, which would write a file into the home folder.
exports.getDeviceId = async () => '00000000-0000-4000-8000-000000000000';
