console.error('prepare under', process.version, process.execPath)
